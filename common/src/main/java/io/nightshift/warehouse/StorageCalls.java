package io.nightshift.warehouse;

import io.nightshift.errors.StorageException;
import java.io.IOException;
import java.util.stream.Stream;

/**
 * Spark actions that store or check files. What the file system refuses, a full disk or quota for example, comes back deep in a
 * cause chain of Spark's; a user must meet it as a {@link StorageException}, and a mistake in a job as what it is.
 */
final class StorageCalls {
    /** Spark's own mark on a failure to read what the rows are computed from, which the warehouse does not answer for. */
    private static final String FAILED_READ = "[FAILED_READ_FILE";

    private StorageCalls() {}

    /** An action of Spark, which throws checked exceptions that it does not declare. */
    interface Action<T> {
        T run() throws Exception;
    }

    /**
     * Runs the action.
     *
     * @throws StorageException when the file system failed
     */
    static <T> T attempt(String deed, Object path, Action<T> action) {
        try {
            return action.run();
        } catch (Exception failed) {
            chain(failed).filter(StorageException.class::isInstance).findFirst().ifPresent(known -> {
                throw new StorageException(known.getMessage(), failed);
            });
            if (isOfFileSystem(failed)) {
                throw new StorageException(
                        "Cannot " + deed + ": path=" + path + ", expected a folder that every task may read and write ("
                                + root(failed).getMessage() + "); check its permissions, quota and free space",
                        failed);
            }
            throw rethrown(failed);
        }
    }

    private static boolean isOfFileSystem(Throwable failed) {
        return chain(failed).anyMatch(IOException.class::isInstance)
                && chain(failed)
                        .noneMatch(cause -> String.valueOf(cause.getMessage()).startsWith(FAILED_READ));
    }

    private static Throwable root(Throwable failed) {
        return chain(failed).reduce((outer, inner) -> inner).orElseThrow();
    }

    private static Stream<Throwable> chain(Throwable failed) {
        return Stream.iterate(failed, cause -> cause != null, Throwable::getCause);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> RuntimeException rethrown(Exception failed) throws E {
        throw (E) failed;
    }
}
