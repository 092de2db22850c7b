package io.nightshift.warehouse;

import io.nightshift.errors.StorageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Lengths, checksums and row counts of the files of one folder, taken in tasks: the driver sees a few numbers for each file. */
final class FileFacts {
    /** Files for each task beyond this many tasks; below, each file has a task of its own. */
    private static final int MOST_TASKS = 1000;

    private final SparkSession spark;
    private final Configuration conf;

    FileFacts(SparkSession spark, Configuration conf) {
        this.spark = spark;
        this.conf = conf;
    }

    /** The facts of Parquet files just written, ordered by name. */
    List<DataFile> ofParquet(Path folder, List<String> names) {
        SerializableConfiguration shipped = new SerializableConfiguration(conf);
        String parent = folder.toString();
        JavaRDD<DataFile> facts = distributed(names).map(name -> {
            Path file = new Path(parent, name);
            long rows = ParquetFooter.read(file, shipped.value()).rows();
            Checksum sum = Checksum.of(file, shipped.value());
            return new DataFile(name, sum.bytes(), sum.crc32c(), rows);
        });
        return StorageCalls.attempt("read back table", folder, facts::collect).stream()
                .sorted(Comparator.comparing(DataFile::name))
                .toList();
    }

    /** What is found of each file now, in the order given; nothing where there is no such file. */
    List<Optional<Checksum>> checksums(Path folder, List<DataFile> files) {
        SerializableConfiguration shipped = new SerializableConfiguration(conf);
        String parent = folder.toString();
        JavaRDD<Found> sums = distributed(files).map(file -> found(new Path(parent, file.name()), shipped.value()));
        return StorageCalls.attempt("read back table", folder, sums::collect).stream()
                .map(found -> found.present() ? Optional.of(found.checksum()) : Optional.<Checksum>empty())
                .toList();
    }

    /** Copies files to a folder and fails when what was copied is not what the release says. */
    void copy(Path folder, List<DataFile> files, Path target) {
        SerializableConfiguration shipped = new SerializableConfiguration(conf);
        String parent = folder.toString();
        String copies = target.toString();
        StorageCalls.attempt("copy table", target, () -> {
            distributed(files).foreach(file -> copy(new Path(parent, file.name()), file, copies, shipped.value()));
            return target;
        });
    }

    private <T> JavaRDD<T> distributed(List<T> files) {
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        return context.parallelize(files, Math.max(1, Math.min(files.size(), MOST_TASKS)));
    }

    private static Found found(Path file, Configuration conf) throws IOException {
        try {
            return new Found(true, Checksum.of(file, conf));
        } catch (FileNotFoundException missing) {
            return new Found(false, new Checksum(0, ""));
        }
    }

    private static void copy(Path source, DataFile file, String folder, Configuration conf) throws IOException {
        Path target = new Path(folder, file.name());
        // Overwrites what an earlier attempt of this task left in the folder that only this export knows.
        try (OutputStream out = target.getFileSystem(conf).create(target, true)) {
            Checksum copied = Checksum.copy(source, out, conf);
            if (!copied.equals(new Checksum(file.bytes(), file.crc32c()))) {
                throw new StorageException("Cannot export file: path=" + source + ", expected the bytes that were"
                        + " published; run verify, and restore the file or roll back");
            }
        }
    }

    /** An Optional that tasks can return. */
    private record Found(boolean present, Checksum checksum) implements Serializable {}
}
