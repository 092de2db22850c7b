package io.nightshift.errors;

/** Another run was released meanwhile, so this one may not become the live release. */
public final class SupersededException extends NightshiftException {
    public SupersededException(String message) {
        this(message, null);
    }

    public SupersededException(String message, Throwable cause) {
        super(ExitCode.SUPERSEDED, message, cause);
    }
}
