package io.nightshift.storage;

/**
 * One entry of a folder.
 *
 * @param name the last part of its path
 * @param kind file or folder
 * @param bytes the length; 0 for a folder
 * @param modified milliseconds since 1970-01-01T00:00Z
 */
public record StoredEntry(String name, Kind kind, long bytes, long modified) {
    /** What an entry is. */
    public enum Kind {
        FILE,
        FOLDER
    }

    /** Whether the entry is a file. */
    public boolean isFile() {
        return kind == Kind.FILE;
    }
}
