package io.nightshift.input;

import io.nightshift.errors.InputBadException;
import io.nightshift.errors.InputMissingException;
import io.nightshift.errors.NightshiftException;
import java.util.Map;
import org.apache.spark.SparkThrowable;

/** Tells an input file that cannot be read from every other failure of a Spark job. */
public final class UnreadableInput {
    private UnreadableInput() {}

    /**
     * The failure as a user meets it: an {@link InputBadException} that names the file when reading an input file failed, an
     * {@link InputMissingException} when it is gone, else the failure itself. A failure that is one of ours already stays as it is.
     */
    public static RuntimeException explain(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NightshiftException) {
                return failure;
            }
            if (cause instanceof SparkThrowable known && known.getCondition() != null) {
                String condition = known.getCondition();
                String path = pathOf(known.getMessageParameters());
                if (condition.startsWith("FAILED_READ_FILE.FILE_NOT_EXIST") || condition.equals("PATH_NOT_FOUND")) {
                    return new InputMissingException(
                            "Cannot read input: file=" + path
                                    + " is gone, expected it to stay while the run reads it; run again",
                            failure);
                }
                if (condition.startsWith("FAILED_READ_FILE")) {
                    return new InputBadException(
                            "Cannot read input: file=" + path
                                    + ", expected an undamaged file with the columns of the others (" + rootOf(cause)
                                    + "); export it again",
                            failure);
                }
            }
        }
        return failure;
    }

    static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage()).strip().replaceAll("\\s+", " ");
        return message.length() > 300 ? message.substring(0, 300) + "..." : message;
    }

    private static String pathOf(Map<String, String> parameters) {
        return parameters.getOrDefault("path", "(unknown)");
    }
}
