package io.nightshift.errors;

/** An audit or a gate failed: the run is kept for inspection and the old release stays live. */
public final class RejectedException extends NightshiftException {
    public RejectedException(String message) {
        this(message, null);
    }

    public RejectedException(String message, Throwable cause) {
        super(ExitCode.REJECTED, message, cause);
    }
}
