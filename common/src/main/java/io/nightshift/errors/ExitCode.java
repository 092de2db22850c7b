package io.nightshift.errors;

/** How a Nightshift process ends. The word is the same in the exit status, the report and the last log line. */
public enum ExitCode {
    DONE(0, "done"),
    UNEXPECTED(1, "unexpected"),
    SETTINGS(2, "settings"),
    INPUT_MISSING(3, "input-missing"),
    INPUT_BAD(4, "input-bad"),
    REJECTED(5, "rejected"),
    SUPERSEDED(6, "superseded"),
    STORAGE(7, "storage");

    private final int status;
    private final String word;

    ExitCode(int status, String word) {
        this.status = status;
        this.word = word;
    }

    /** The process exit status, 0 to 7. */
    public int status() {
        return status;
    }

    /** The word for the report and the last log line. */
    public String word() {
        return word;
    }

    /** The code of the first {@link NightshiftException} in the cause chain; {@link #UNEXPECTED} when there is none. */
    public static ExitCode of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NightshiftException known) {
                return known.exitCode();
            }
        }
        return UNEXPECTED;
    }
}
