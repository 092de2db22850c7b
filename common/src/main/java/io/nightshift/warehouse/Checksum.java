package io.nightshift.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Length and checksum of one file.
 *
 * @param bytes its length
 * @param crc32c the CRC-32C (Castagnoli) of its bytes, eight hexadecimal digits
 */
record Checksum(long bytes, String crc32c) implements Serializable {
    private static final int BUFFER_BYTES = 1 << 18;

    static Checksum of(Path file, Configuration conf) throws IOException {
        return copy(file, OutputStream.nullOutputStream(), conf);
    }

    /** The checksum of a file whose bytes go to a stream on the way. */
    static Checksum copy(Path file, OutputStream out, Configuration conf) throws IOException {
        FileSystem files = file.getFileSystem(conf);
        // The bytes as they are: Hadoop's local checksum files would turn a changed byte into a failed read.
        FileSystem raw = files instanceof LocalFileSystem local ? local.getRaw() : files;
        CRC32C crc = new CRC32C();
        long bytes = 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = raw.open(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
                out.write(buffer, 0, n);
                bytes += n;
            }
        }
        return new Checksum(bytes, HexFormat.of().toHexDigits((int) crc.getValue()));
    }
}
