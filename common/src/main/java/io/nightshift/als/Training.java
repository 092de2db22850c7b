package io.nightshift.als;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** One side while ALS runs. */
final class Training implements AutoCloseable {
    private final AlsSettings settings;
    private final Side side;
    private SideVectors vectors;
    private boolean handedOver;

    /** Starts from the first vectors. */
    Training(AlsSettings settings, Side side, Start start) {
        this.settings = settings;
        this.side = side;
        this.vectors = side.keep(start.of(side.blocks(), settings), settings.broadcastLimitBytes());
    }

    /** Solves this side against the other one. */
    void solve(Training other) {
        vectors = vectors.next(
                settings.solver().at(settings.rank()) == Solver.CHOLESKY ? exact(other) : improved(other),
                other.vectors);
    }

    /** Wherever this side's vectors are: an exact solution does not start from them. */
    private JavaRDD<SolvedBlock> exact(Training other) {
        AlsSettings constants = settings;
        Axes axes = other.vectors.axes();
        int count = other.side.count();
        return other.vectors.meeting().map(meeting -> {
            float[] zeros = new float[Math.multiplyExact(meeting.block().rows(), constants.rank())];
            return BlockSolver.solve(
                    constants, meeting.block(), new BlockSolver.Fixed(axes, meeting.others(), count), zeros);
        });
    }

    private JavaRDD<SolvedBlock> improved(Training other) {
        AlsSettings constants = settings;
        Axes axes = other.vectors.axes();
        int count = other.side.count();
        return other.vectors.meeting().zipPartitions(vectors.own(), (meetings, own) -> {
            SideVectors.Meeting meeting = meetings.next();
            return List.of(BlockSolver.solve(
                            constants,
                            meeting.block(),
                            new BlockSolver.Fixed(axes, meeting.others(), count),
                            own.next().of(meeting.block().rows(), constants.rank())))
                    .iterator();
        });
    }

    /** This side's parts of the objective after its half-step: its pairs, all pairs, its own regularisation. */
    double cost() {
        return vectors.sums().cost();
    }

    double regularization() {
        return vectors.sums().regularization();
    }

    /** The vectors with their ids, as rows made on the executors. */
    FactorRows rows(Training other) {
        handedOver = true;
        return vectors.rows(other.vectors);
    }

    /** Frees the vectors, unless rows were made of them. */
    @Override
    public void close() {
        if (!handedOver) {
            vectors.close();
        }
    }
}
