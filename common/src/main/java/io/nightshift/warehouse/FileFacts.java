package io.nightshift.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Lengths, checksums and row counts of stored files, taken where the files are: one task reads a share of them. */
final class FileFacts {
    private static final int BUFFER_BYTES = 1 << 18;

    private final SparkSession spark;
    private final Configuration conf;

    FileFacts(SparkSession spark, Configuration conf) {
        this.spark = spark;
        this.conf = conf;
    }

    /** The facts of Parquet files of one folder, ordered by name. */
    List<DataFile> ofParquet(Path folder, List<String> names) {
        SerializableConfiguration shipped = new SerializableConfiguration(conf);
        String parent = folder.toString();
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        return context
                .parallelize(names, names.size())
                .map(name -> {
                    Path file = new Path(parent, name);
                    long rows = ParquetFooter.read(file, shipped.value()).rows();
                    Checksum sum = Checksum.of(file, shipped.value());
                    return new DataFile(name, sum.bytes(), sum.crc32c(), rows);
                })
                .collect()
                .stream()
                .sorted(Comparator.comparing(DataFile::name))
                .toList();
    }

    /**
     * Length and checksum of one file.
     *
     * @param bytes its length
     * @param crc32c eight hexadecimal digits
     */
    record Checksum(long bytes, String crc32c) {
        static Checksum of(Path file, Configuration conf) throws IOException {
            FileSystem files = file.getFileSystem(conf);
            // The bytes as they are: Hadoop's local checksum files would turn a changed byte into a failed read.
            FileSystem raw = files instanceof LocalFileSystem local ? local.getRaw() : files;
            CRC32C crc = new CRC32C();
            long bytes = 0;
            byte[] buffer = new byte[BUFFER_BYTES];
            try (InputStream in = raw.open(file)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    crc.update(buffer, 0, n);
                    bytes += n;
                }
            }
            return new Checksum(bytes, HexFormat.of().toHexDigits((int) crc.getValue()));
        }
    }
}
