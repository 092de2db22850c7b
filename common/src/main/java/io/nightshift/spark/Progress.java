package io.nightshift.spark;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people how far a job is: on a terminal one line that is rewritten once a second (stages done, tasks, elapsed, the
 * remaining time guessed from the last release), elsewhere one line of the log at the end of each job.
 */
public final class Progress implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final PrintStream out;
    private final boolean terminal;
    private final SparkSession spark;
    private final StageMeter meter = new StageMeter();
    private final ScheduledExecutorService painter;
    private volatile String job = "";
    private volatile long startedNanos;
    private volatile Optional<Double> expected = Optional.empty();

    Progress(SparkSession spark, PrintStream out, boolean terminal) {
        this.spark = spark;
        this.out = out;
        this.terminal = terminal;
        this.painter = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        spark.sparkContext().addSparkListener(meter);
        if (terminal) {
            painter.scheduleAtFixedRate(this::paint, 1, 1, TimeUnit.SECONDS);
        }
    }

    /** Progress on the error stream of this process; rewritten lines only when a person looks at a terminal. */
    public static Progress of(SparkSession spark) {
        String term = System.getenv().getOrDefault("TERM", "dumb");
        return new Progress(spark, System.err, System.console() != null && !"dumb".equals(term));
    }

    /** A job begins; {@code lastSeconds} is how long it took in the live release, where that is known. */
    public void begin(String name, Optional<Double> lastSeconds) {
        meter.reset();
        expected = lastSeconds;
        startedNanos = System.nanoTime();
        job = name;
    }

    /** What Spark did since the job began. */
    public SparkWork work() {
        return meter.work();
    }

    /** The job is over: its line stays, with what there is to say about it. */
    public void end(String outcome) {
        String line = String.format(
                java.util.Locale.ROOT,
                "%-14s %s, %d stages, %.1f s",
                job,
                outcome,
                meter.work().stages(),
                elapsedSeconds());
        job = "";
        if (terminal) {
            out.println("\r\u001b[K" + line);
        } else {
            LOG.info(line);
        }
    }

    @Override
    public void close() {
        painter.shutdownNow();
        spark.sparkContext().removeSparkListener(meter);
    }

    private double elapsedSeconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    void paint() {
        String current = job;
        if (current.isEmpty()) {
            return;
        }
        double elapsed = elapsedSeconds();
        String remaining = expected.map(last ->
                        String.format(java.util.Locale.ROOT, ", about %.0f s left", Math.max(0, last - elapsed)))
                .orElse("");
        SparkWork work = meter.work();
        out.print(String.format(
                java.util.Locale.ROOT,
                "\r\u001b[K%-14s %d of %d stages, %d tasks, %.0f s%s",
                current,
                work.stages(),
                meter.submitted(),
                work.tasks(),
                elapsed,
                remaining));
        out.flush();
    }
}
