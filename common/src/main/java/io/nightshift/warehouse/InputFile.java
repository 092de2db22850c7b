package io.nightshift.warehouse;

/**
 * A file that a run read.
 *
 * @param input the section of the settings that names it, such as events
 * @param path qualified
 * @param bytes its length
 * @param modified milliseconds since 1970-01-01T00:00Z
 */
public record InputFile(String input, String path, long bytes, long modified) {}
