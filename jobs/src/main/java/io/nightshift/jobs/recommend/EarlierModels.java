package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.jobs.Run;
import io.nightshift.jobs.recommend.links.ItemLinkRows;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * The sources' models as of some earlier dates, fitted once and stored for all who look back at them.
 *
 * @param factors rows of {@link EarlierFactorsTable}
 * @param links rows of {@link EarlierLinksTable}
 * @param suggestions rows of {@link EarlierSuggestionsTable}
 * @param dates the dates that there are models of
 */
public record EarlierModels(Dataset<Row> factors, Dataset<Row> links, Dataset<Row> suggestions, Set<LocalDate> dates) {
    public EarlierModels {
        dates = Set.copyOf(dates);
    }

    /** Fits the models of the dates and stores them in the run. */
    public static EarlierModels fit(Run run, EarlierInputs earlier, List<LocalDate> dates) {
        List<Runnable> releases = new ArrayList<>();
        try {
            Dataset<Row> factors = none(run, EarlierFactorsTable.CONTRACT.schema());
            Dataset<Row> links = none(run, EarlierLinksTable.CONTRACT.schema());
            Dataset<Row> suggestions = none(run, EarlierSuggestionsTable.CONTRACT.schema());
            for (LocalDate date : dates) {
                Dataset<Row> pairs = earlier.pairs(date).persist(StorageLevel.MEMORY_AND_DISK());
                releases.add(pairs::unpersist);
                ListInputs fitted = earlier.of(pairs, date);
                releases.add(fitted::close);
                factors = factors.unionByName(factors(fitted));
                for (ListInputs.Links source : fitted.links()) {
                    links = links.unionByName(source.rows()
                            .withColumn(EarlierLinksTable.AS_OF, lit(Date.valueOf(date)))
                            .withColumn(
                                    EarlierLinksTable.SOURCE,
                                    lit(source.source().id())));
                }
                if (fitted.suggestions().isPresent()) {
                    suggestions = suggestions.unionByName(fitted.suggestions()
                            .get()
                            .withColumn(EarlierSuggestionsTable.AS_OF, lit(Date.valueOf(date))));
                }
            }
            return new EarlierModels(
                    run.write(EarlierFactorsTable.CONTRACT, factors),
                    run.write(EarlierLinksTable.CONTRACT, links),
                    run.write(EarlierSuggestionsTable.CONTRACT, suggestions),
                    Set.copyOf(dates));
        } finally {
            releases.forEach(Runnable::run);
        }
    }

    /** The models that the run has stored. */
    public static EarlierModels stored(Run run) {
        Dataset<Row> factors = run.table(EarlierFactorsTable.CONTRACT);
        Set<LocalDate> dates = factors.select(EarlierFactorsTable.AS_OF).distinct().collectAsList().stream()
                .map(row -> row.getDate(0).toLocalDate())
                .collect(Collectors.toSet());
        return new EarlierModels(
                factors, run.table(EarlierLinksTable.CONTRACT), run.table(EarlierSuggestionsTable.CONTRACT), dates);
    }

    /** The vectors as of one of the dates. */
    Factors factorsAsOf(LocalDate date) {
        return Factors.of(
                side(date, EarlierFactorsTable.USER, UserIndexTable.USER),
                side(date, EarlierFactorsTable.ITEM, ItemIndexTable.ITEM));
    }

    private Dataset<Row> side(LocalDate date, String side, String id) {
        return factors.where(col(EarlierFactorsTable.AS_OF)
                        .equalTo(lit(Date.valueOf(date)))
                        .and(col(EarlierFactorsTable.SIDE).equalTo(side)))
                .select(col(EarlierFactorsTable.ID).as(id), col(Factors.FACTOR));
    }

    /** The links of a source as of one of the dates: rows of {@link ItemLinkRows#SCHEMA}. */
    Dataset<Row> linksAsOf(LocalDate date, Source source) {
        return links.where(col(EarlierLinksTable.AS_OF)
                        .equalTo(lit(Date.valueOf(date)))
                        .and(col(EarlierLinksTable.SOURCE).equalTo(source.id())))
                .select(ItemLinkRows.ITEM, ItemLinkRows.LINKED, ItemLinkRows.WEIGHT);
    }

    /** What was found for users as of one of the dates: user, item, score. */
    Dataset<Row> suggestionsAsOf(LocalDate date) {
        return suggestions
                .where(col(EarlierSuggestionsTable.AS_OF).equalTo(lit(Date.valueOf(date))))
                .drop(EarlierSuggestionsTable.AS_OF);
    }

    private static Dataset<Row> factors(ListInputs fitted) {
        return side(fitted, fitted.factors().users(), UserIndexTable.USER, EarlierFactorsTable.USER)
                .unionByName(side(fitted, fitted.factors().items(), ItemIndexTable.ITEM, EarlierFactorsTable.ITEM));
    }

    private static Dataset<Row> side(ListInputs fitted, Dataset<Row> vectors, String id, String side) {
        return vectors.select(
                lit(Date.valueOf(fitted.asOf())).as(EarlierFactorsTable.AS_OF),
                lit(side).as(EarlierFactorsTable.SIDE),
                col(id).as(EarlierFactorsTable.ID),
                col(Factors.FACTOR));
    }

    private static Dataset<Row> none(Run run, StructType schema) {
        return run.spark().createDataFrame(List.of(), schema);
    }
}
