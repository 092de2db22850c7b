package io.nightshift.errors;

/** An input, or a table of the run that a job reads, does not exist. */
public final class InputMissingException extends NightshiftException {
    public InputMissingException(String message) {
        this(message, null);
    }

    public InputMissingException(String message, Throwable cause) {
        super(ExitCode.INPUT_MISSING, message, cause);
    }
}
