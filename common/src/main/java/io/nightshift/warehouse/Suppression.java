package io.nightshift.warehouse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Which suppression list a run applied.
 *
 * @param digest the same for the same list, different for any other; {@code none} without a list
 */
public record Suppression(@JsonValue String digest) {
    /** No list. */
    public static final Suppression NONE = new Suppression("none");

    @JsonCreator
    public Suppression {}
}
