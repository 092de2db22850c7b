package io.nightshift.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs calls that submit Spark jobs side by side, so that short jobs of one fill the gaps of another. */
public final class SideBySide {
    private SideBySide() {}

    /**
     * The results in the order of the calls. When a call fails, its exception is thrown, running calls are interrupted and those not
     * yet begun are dropped.
     *
     * @param atOnce calls that run at a time, at least 1
     */
    public static <T> List<T> call(List<Callable<T>> calls, int atOnce) {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<T>> futures = calls.stream().map(threads::submit).toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(result(future));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a call", interrupted);
        }
    }
}
