package io.nightshift.warehouse;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The outcome of one check of a finished table.
 *
 * @param table the table checked, or {@code run} for a check across tables
 * @param check its name, kebab case
 * @param outcome what it found
 * @param detail one sentence: what was expected and what was found
 */
public record Audit(String table, String check, Outcome outcome, String detail) {
    /** What a check can find. */
    public enum Outcome {
        @JsonProperty("passed")
        PASSED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("skipped")
        SKIPPED
    }
}
