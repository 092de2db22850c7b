package io.nightshift.input;

import java.util.Locale;

/** The file formats an input may have. All are read by Spark's own sources. */
public enum SourceFormat {
    CSV,
    /** One JSON object a line. */
    JSON,
    PARQUET,
    ORC;

    /** The name in settings and of Spark's source. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether values arrive as text: every column is then read as a string and converted explicitly. */
    boolean isText() {
        return this == CSV || this == JSON;
    }
}
