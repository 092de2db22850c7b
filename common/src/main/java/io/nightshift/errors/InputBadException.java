package io.nightshift.errors;

/** An input exists but cannot be trusted: unreadable, too many bad rows, or stale. */
public final class InputBadException extends NightshiftException {
    public InputBadException(String message) {
        this(message, null);
    }

    public InputBadException(String message, Throwable cause) {
        super(ExitCode.INPUT_BAD, message, cause);
    }
}
