package io.nightshift.warehouse;

import io.nightshift.errors.SettingsException;
import io.nightshift.errors.StorageException;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A copy of one released table in a folder of the user's, for readers that can follow no release. */
final class Export {
    private final FileFacts facts;
    private final Configuration conf;

    Export(FileFacts facts, Configuration conf) {
        this.facts = facts;
        this.conf = conf;
    }

    /** Copies the table's files and checks their bytes on the way. */
    void copy(Path source, StoredTable table, Path target) {
        make(table.table(), target, partial -> facts.copy(source, table.files(), partial));
    }

    /** Writes the table's rows as CSV. */
    void csv(Dataset<Row> rows, StoredTable table, Path target) {
        make(table.table(), target, partial -> Spreadsheet.write(rows, partial.toString()));
    }

    /** Works beside the target, then renames: the target appears whole or not at all. */
    private void make(String table, Path target, Consumer<Path> work) {
        try {
            FileSystem files = target.getFileSystem(conf);
            if (files.exists(target)) {
                throw new SettingsException("Cannot export table " + table + ": to=" + target
                        + ", expected a folder that does not exist yet; choose another, or remove it first");
            }
            Path partial = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
            work.accept(partial);
            if (!files.rename(partial, target)) {
                throw new IOException("the copy in " + partial + " could not be renamed");
            }
        } catch (IOException failed) {
            throw new StorageException(
                    "Cannot export table " + table + ": to=" + target
                            + ", expected a folder that can be written (" + failed.getMessage()
                            + "); check the path, its permissions and the free space",
                    failed);
        }
    }
}
