package io.nightshift.input;

/**
 * One file of an input as it lay in storage.
 *
 * @param path fully qualified
 * @param length in bytes
 * @param modified milliseconds since 1970
 */
public record InputFile(String path, long length, long modified) {}
