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
        AlsSettings constants = settings;
        double[] gram = other.vectors.sums().gram();
        int count = other.side.count();
        JavaRDD<SolvedBlock> solved = other.vectors.meeting().zipPartitions(vectors.own(), (meetings, own) -> {
            SideVectors.Meeting meeting = meetings.next();
            return List.of(BlockSolver.solve(
                            constants,
                            meeting.block(),
                            new BlockSolver.Fixed(gram, meeting.others(), count),
                            own.next()))
                    .iterator();
        });
        SideVectors last = vectors;
        vectors = last.next(solved);
        last.retire(other.vectors);
    }

    /** This side's parts of the objective after its half-step: its pairs, all pairs, its own regularisation. */
    double cost() {
        return vectors.sums().cost();
    }

    double regularization() {
        return vectors.sums().regularization();
    }

    /** The vectors with their ids, as rows made on the executors. */
    FactorRows rows() {
        handedOver = true;
        return vectors.rows();
    }

    /** Frees the vectors, unless rows were made of them. */
    @Override
    public void close() {
        if (!handedOver) {
            vectors.close();
        }
    }
}
