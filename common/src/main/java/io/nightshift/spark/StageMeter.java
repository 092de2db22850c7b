package io.nightshift.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;

/** Adds up the work of Spark's stages since the last {@link #reset()}; called by Spark's listener thread. */
final class StageMeter extends SparkListener {
    private static final int LONGEST = 5;

    private int submitted;
    private int tasks;
    private double taskSeconds;
    private long inputBytes;
    private long shuffleBytes;
    private long spillBytes;
    private long peakTaskBytes;
    private final List<SparkWork.StageTime> completed = new ArrayList<>();

    synchronized void reset() {
        submitted = 0;
        tasks = 0;
        taskSeconds = 0;
        inputBytes = 0;
        shuffleBytes = 0;
        spillBytes = 0;
        peakTaskBytes = 0;
        completed.clear();
    }

    synchronized int submitted() {
        return submitted;
    }

    synchronized SparkWork work() {
        List<SparkWork.StageTime> longest = completed.stream()
                .sorted(Comparator.comparingDouble(SparkWork.StageTime::seconds).reversed())
                .limit(LONGEST)
                .toList();
        return new SparkWork(
                completed.size(), tasks, taskSeconds, inputBytes, shuffleBytes, spillBytes, peakTaskBytes, longest);
    }

    @Override
    public synchronized void onStageSubmitted(SparkListenerStageSubmitted stage) {
        submitted++;
    }

    @Override
    public synchronized void onStageCompleted(SparkListenerStageCompleted stage) {
        StageInfo info = stage.stageInfo();
        double seconds =
                info.submissionTime().isDefined() && info.completionTime().isDefined()
                        ? ((Long) info.completionTime().get()
                                        - (Long) info.submissionTime().get())
                                / 1e3
                        : 0;
        completed.add(new SparkWork.StageTime(info.name(), seconds, info.numTasks()));
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
        tasks++;
        TaskMetrics metrics = task.taskMetrics();
        if (metrics != null) {
            taskSeconds += metrics.executorRunTime() / 1e3;
            inputBytes += metrics.inputMetrics().bytesRead();
            shuffleBytes += metrics.shuffleWriteMetrics().bytesWritten();
            spillBytes += metrics.diskBytesSpilled();
            peakTaskBytes = Math.max(peakTaskBytes, metrics.peakExecutionMemory());
        }
    }
}
