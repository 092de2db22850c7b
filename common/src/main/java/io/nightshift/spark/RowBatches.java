package io.nightshift.spark;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** What a task hands out that makes rows batch by batch: a batch is made when the last one is used up, so that only one is in memory. */
public abstract class RowBatches implements Iterator<Row> {
    private Iterator<Row> batch = Collections.emptyIterator();

    /** The next batch, which may be empty; nothing after the last one. */
    protected abstract Optional<Iterator<Row>> nextBatch();

    @Override
    public final boolean hasNext() {
        while (!batch.hasNext()) {
            Optional<Iterator<Row>> next = nextBatch();
            if (next.isEmpty()) {
                return false;
            }
            batch = next.orElseThrow();
        }
        return true;
    }

    @Override
    public final Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return batch.next();
    }
}
