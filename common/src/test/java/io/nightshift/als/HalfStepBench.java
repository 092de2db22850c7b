package io.nightshift.als;

import io.nightshift.bench.SyntheticInteractions;
import io.nightshift.vector.Kernels;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Processor time of the two half-steps of an iteration on one thread, without Spark: what other work on the machine disturbs least. Options
 * users, items, draws, rank, iterations, in this order; see scripts/bench.d/steps.
 */
public final class HalfStepBench {
    private HalfStepBench() {}

    public static void main(String[] arguments) {
        int[] options = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        Pairs byUser = new Pairs();
        Pairs byItem = new Pairs();
        new SyntheticInteractions(options[0], options[1], options[2]).forEach(pair -> {
            byUser.add(pair.getInt(0), pair.getInt(1), pair.getFloat(2));
            byItem.add(pair.getInt(1), pair.getInt(0), pair.getFloat(2));
        });
        InteractionBlock named = Pairs.pack(List.of(byUser).iterator());
        InteractionBlock items = Pairs.pack(List.of(byItem).iterator()).renamed(named::row);
        InteractionBlock users = named.renamed(items::row);
        System.out.printf("%d users, %d items, %d pairs%n", users.rows(), items.rows(), users.pairs());
        for (Solver solver : List.of(Solver.CHOLESKY, Solver.CG)) {
            measure(AlsSettings.defaults().withRank(options[3]).withSolver(solver), users, items, options[4]);
        }
    }

    private static void measure(AlsSettings settings, InteractionBlock users, InteractionBlock items, int iterations) {
        SolvedBlock user = BlockSolver.start(settings, users, Map.of());
        SolvedBlock item = BlockSolver.start(settings, items, Map.of());
        for (int iteration = 0; iteration < iterations; iteration++) {
            long begun = now();
            item = solved(settings, items, user, item);
            long between = now();
            user = solved(settings, users, item, user);
            System.out.printf(
                    Locale.ROOT,
                    "%s, iteration %d: items %.3f s, users %.3f s, objective %.6e%n",
                    settings.solver(),
                    iteration + 1,
                    (between - begun) / 1e9,
                    (now() - between) / 1e9,
                    user.cost() + item.regularization());
        }
    }

    private static SolvedBlock solved(
            AlsSettings settings, InteractionBlock block, SolvedBlock fixed, SolvedBlock own) {
        int rank = settings.rank();
        Axes axes = Axes.of(Gram.packed(Kernels.best(), fixed.vectors().values(), rank), rank);
        FactorTable turned = axes.turned(fixed.vectors());
        int count = turned.values().length / rank;
        return BlockSolver.solve(
                settings,
                block,
                new BlockSolver.Fixed(axes, turned, count),
                own.vectors().values());
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
