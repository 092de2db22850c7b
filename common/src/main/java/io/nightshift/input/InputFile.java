package io.nightshift.input;

/**
 * One file of an input as it lay in storage.
 *
 * @param path fully qualified
 * @param bytes its length
 * @param modified milliseconds since 1970-01-01T00:00Z
 */
public record InputFile(String path, long bytes, long modified) {}
