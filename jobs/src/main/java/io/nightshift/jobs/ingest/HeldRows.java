package io.nightshift.jobs.ingest;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Rows that are computed once and used several times; in memory, on disk where memory ends, and let go when closed. */
final class HeldRows implements AutoCloseable {
    private final List<Dataset<Row>> held = new ArrayList<>();

    Dataset<Row> hold(Dataset<Row> rows) {
        Dataset<Row> kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
        held.add(kept);
        return kept;
    }

    @Override
    public void close() {
        held.forEach(Dataset::unpersist);
    }
}
