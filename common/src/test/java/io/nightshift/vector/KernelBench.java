package io.nightshift.vector;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Times the kernels on one thread, both implementations, and the machine's peak beside them: fused multiplications and additions that never
 * leave the registers. Data of a kernel fit the first two levels of the cache, as they do in the solver.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KernelBench {
    /** Rows of a kernel that takes several. */
    private static final int ROWS = 32;

    private static final int PEAK_ROUNDS = 1000;
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    @Param({"simd", "scalar"})
    public String kernels;

    @Param({"64", "256"})
    public int rank;

    private VectorKernels tested;
    private int stride;
    private float[] rows;
    private float[] x;
    private float[] products;
    private float[] matrix;
    private float[] tile;
    private float[] panel;
    private float[] scores;

    /** Fills the data. */
    @Setup
    public void fill() {
        tested = kernels.equals("simd") ? new SimdKernels() : new ScalarKernels();
        stride = tested.stride(rank);
        Random random = new Random(1);
        rows = drawn(random, ROWS * stride);
        x = drawn(random, stride);
        products = new float[ROWS];
        matrix = new float[stride * stride];
        tile = drawn(random, VectorKernels.TILE_ROWS * rank);
        panel = drawn(random, rank * tested.panelWidth());
        scores = new float[VectorKernels.TILE_ROWS * tested.panelWidth()];
    }

    private static float[] drawn(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            // Small, so that what is added up again and again stays finite.
            values[i] = (float) (random.nextGaussian() * 1e-6);
        }
        return values;
    }

    /** Twice lanes x 10 operations a round. */
    @Benchmark
    public float peak() {
        FloatVector a = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector b = FloatVector.broadcast(SPECIES, 1e-3f);
        FloatVector s0 = b;
        FloatVector s1 = b;
        FloatVector s2 = b;
        FloatVector s3 = b;
        FloatVector s4 = b;
        FloatVector s5 = b;
        FloatVector s6 = b;
        FloatVector s7 = b;
        FloatVector s8 = b;
        FloatVector s9 = b;
        for (int round = 0; round < PEAK_ROUNDS; round++) {
            s0 = s0.fma(a, b);
            s1 = s1.fma(a, b);
            s2 = s2.fma(a, b);
            s3 = s3.fma(a, b);
            s4 = s4.fma(a, b);
            s5 = s5.fma(a, b);
            s6 = s6.fma(a, b);
            s7 = s7.fma(a, b);
            s8 = s8.fma(a, b);
            s9 = s9.fma(a, b);
        }
        return s0.add(s1)
                .add(s2)
                .add(s3)
                .add(s4)
                .add(s5)
                .add(s6)
                .add(s7)
                .add(s8)
                .add(s9)
                .lane(0);
    }

    @Benchmark
    public float dot() {
        return tested.dot(rows, 0, x, 0, stride);
    }

    @Benchmark
    public float[] addOuterProducts() {
        tested.addOuterProducts(rows, ROWS, stride, matrix);
        return matrix;
    }

    @Benchmark
    public float[] subtractPanel() {
        tested.subtractPanel(matrix, stride, 0, tested.lanes());
        return matrix;
    }

    @Benchmark
    public float[] multiplyRows() {
        tested.multiplyRows(rows, ROWS, stride, x, products);
        return products;
    }

    @Benchmark
    public float[] addScaledRows() {
        tested.addScaledRows(rows, ROWS, stride, products, x);
        return x;
    }

    @Benchmark
    public float[] panelScores() {
        tested.panelScores(tile, rank, panel, 0, scores);
        return scores;
    }

    /** Multiplications and additions that a call needs; what is done below a diagonal does not count. */
    private double operations(String benchmark) {
        double rest = stride - tested.lanes();
        return switch (benchmark) {
            case "peak" -> 2.0 * SPECIES.length() * 10 * PEAK_ROUNDS;
            case "dot" -> 2.0 * stride;
            case "addOuterProducts" -> (double) ROWS * stride * (stride + 1);
            case "subtractPanel" -> tested.lanes() * rest * (rest + 1);
            case "multiplyRows", "addScaledRows" -> 2.0 * ROWS * stride;
            case "panelScores" -> 2.0 * VectorKernels.TILE_ROWS * tested.panelWidth() * rank;
            default -> throw new IllegalArgumentException("Cannot count operations: benchmark=" + benchmark);
        };
    }

    /**
     * Runs all of it and prints operations a second and their share of the peak.
     *
     * @param args options of JMH
     */
    public static void main(String... args) throws RunnerException, CommandLineOptionException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(args))
                        .include(KernelBench.class.getName())
                        .build())
                .run();
        double peak = results.stream()
                .filter(result -> name(result).equals("peak"))
                .mapToDouble(KernelBench::perSecond)
                .max()
                .orElse(Double.NaN);
        System.out.printf(Locale.ROOT, "%npeak of one thread %.1f GFLOP/s%n", peak);
        System.out.println("kernel             rank  kernels  ns a call  GFLOP/s  of the peak");
        results.stream()
                .filter(result -> !name(result).equals("peak"))
                .sorted(Comparator.comparing(KernelBench::name)
                        .thenComparing(
                                result -> Integer.parseInt(result.getParams().getParam("rank"))))
                .forEach(result -> System.out.printf(
                        Locale.ROOT,
                        "%-18s %4s  %-7s %10.1f %8.1f %11.0f %%%n",
                        name(result),
                        result.getParams().getParam("rank"),
                        result.getParams().getParam("kernels"),
                        result.getPrimaryResult().getScore(),
                        perSecond(result),
                        100 * perSecond(result) / peak));
    }

    private static String name(RunResult result) {
        String label = result.getParams().getBenchmark();
        return label.substring(label.lastIndexOf('.') + 1);
    }

    /** In thousands of millions. */
    private static double perSecond(RunResult result) {
        KernelBench data = new KernelBench();
        data.kernels = result.getParams().getParam("kernels");
        data.rank = Integer.parseInt(result.getParams().getParam("rank"));
        data.fill();
        return data.operations(name(result)) / result.getPrimaryResult().getScore();
    }
}
