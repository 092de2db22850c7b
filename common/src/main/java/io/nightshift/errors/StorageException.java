package io.nightshift.errors;

/** The warehouse cannot be read or written, or its file system lacks exclusive creation. */
public final class StorageException extends NightshiftException {
    public StorageException(String message) {
        this(message, null);
    }

    public StorageException(String message, Throwable cause) {
        super(ExitCode.STORAGE, message, cause);
    }
}
