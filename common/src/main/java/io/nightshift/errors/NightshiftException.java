package io.nightshift.errors;

/**
 * A failure that a user can act upon. Messages read "Cannot (do what): (name)=(value), expected (what); (remedy)"; a bug is never
 * wrapped in one of these.
 */
public abstract sealed class NightshiftException extends RuntimeException
        permits SettingsException,
                InputMissingException,
                InputBadException,
                RejectedException,
                SupersededException,
                StorageException {
    private final ExitCode exitCode;

    NightshiftException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** How the process ends when nobody handles this exception. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
