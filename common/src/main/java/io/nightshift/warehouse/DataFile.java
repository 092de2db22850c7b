package io.nightshift.warehouse;

import java.io.Serializable;

/**
 * One file of a table.
 *
 * @param name within the table's folder
 * @param bytes its length
 * @param crc32c the CRC-32C (Castagnoli) of its bytes, eight hexadecimal digits
 * @param rows by the file's own footer
 */
public record DataFile(String name, long bytes, String crc32c, long rows) implements Serializable {}
