package io.nightshift.jobs.recommend;

import io.nightshift.jobs.recommend.ranking.Ranker;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What lists are made from.
 *
 * @param audience user_id and user, one row for each user who gets lists
 * @param items rows of {@link io.nightshift.jobs.ingest.ItemsTable}
 * @param itemIndex rows of {@link ItemIndexTable}
 * @param pairs rows of {@link InteractionsTable} as of the date; those of users outside the audience count for popularity only
 * @param factors the vectors
 * @param links the sources that link items to items
 * @param suggestions user, item, score of what the source of user neighbours found; empty where it gives no candidates
 * @param ranker the learned ranker, or {@link Ranker#NONE}
 * @param asOf the last day that pairs know of
 */
public record ListInputs(
        Dataset<Row> audience,
        Dataset<Row> items,
        Dataset<Row> itemIndex,
        Dataset<Row> pairs,
        Factors factors,
        List<Links> links,
        Optional<Dataset<Row>> suggestions,
        Ranker ranker,
        LocalDate asOf)
        implements AutoCloseable {
    /**
     * One source of links.
     *
     * @param source its name in lists
     * @param rows as of {@link io.nightshift.jobs.recommend.links.ItemLinkRows#SCHEMA}
     * @param release frees what the rows are made of
     */
    public record Links(Source source, Dataset<Row> rows, Runnable release) {
        /** Links that hold nothing. */
        public Links(Source source, Dataset<Row> rows) {
            this(source, rows, () -> {});
        }
    }

    /** The same with a ranker. */
    public ListInputs with(Ranker other) {
        return new ListInputs(audience, items, itemIndex, pairs, factors, links, suggestions, other, asOf);
    }

    /** The same for other users. */
    public ListInputs forAudience(Dataset<Row> other) {
        return new ListInputs(other, items, itemIndex, pairs, factors, links, suggestions, ranker, asOf);
    }

    /** Frees what the vectors and links are in; they cannot be read any more then. */
    @Override
    public void close() {
        factors.close();
        links.forEach(source -> source.release().run());
    }
}
