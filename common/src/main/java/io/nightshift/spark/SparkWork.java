package io.nightshift.spark;

import java.util.List;

/**
 * What Spark did between two moments.
 *
 * @param stages completed stages
 * @param tasks ended tasks, retries included
 * @param taskSeconds time inside tasks, summed
 * @param inputBytes read from files
 * @param shuffleBytes written to shuffles
 * @param spillBytes written to disk for want of memory
 * @param peakTaskBytes the largest execution memory of one task
 * @param longest the stages that took longest, the longest first
 */
public record SparkWork(
        int stages,
        int tasks,
        double taskSeconds,
        long inputBytes,
        long shuffleBytes,
        long spillBytes,
        long peakTaskBytes,
        List<StageTime> longest) {

    /**
     * One stage.
     *
     * @param name where in the code it was asked for, as Spark names it
     * @param seconds from submission to completion
     * @param tasks its tasks
     */
    public record StageTime(String name, double seconds, int tasks) {}
}
