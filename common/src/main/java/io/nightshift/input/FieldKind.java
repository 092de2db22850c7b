package io.nightshift.input;

/** What the values of a canonical column are, and so how they are converted. */
public enum FieldKind {
    /** Text of at most 256 characters; whole numbers are rendered without decimals. Stored as a string. */
    ID,
    /** Text of at most 20,000 characters. Stored as a string. */
    TEXT,
    /** An instant. Stored as a timestamp in microseconds. */
    TIME,
    /** A day. Stored as a date. */
    DAY,
    /** Money or units. Stored as decimal(18,4). */
    DECIMAL,
    /** A finite number of at most 1e12 either way. Stored as a double. */
    NUMBER,
    /** True or false; also 1, 0, yes, no. Stored as a boolean. */
    FLAG
}
