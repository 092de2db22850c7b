package io.nightshift.jobs.recommend.rules;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.input.SourceSettings;
import io.nightshift.jobs.NightshiftSettings;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import io.nightshift.jobs.recommend.Audience;
import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.Popularity;
import io.nightshift.jobs.recommend.RankedCandidatesTable;
import io.nightshift.jobs.recommend.RankedItemCandidatesTable;
import io.nightshift.jobs.recommend.RecommendSettings;
import io.nightshift.jobs.recommend.RecommendationsTable;
import io.nightshift.jobs.recommend.UserIndexTable;
import io.nightshift.jobs.recommend.rules.Placement.Subject;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Reads from a run what the rules work on. */
final class RuleReading {
    private static final StructType POPULARITY =
            new StructType().add(ItemsTable.ITEM_ID, DataTypes.StringType).add(RuleRows.POPULARITY, DataTypes.LongType);

    private final Run run;
    private final RecommendSettings settings;

    RuleReading(Run run) {
        this.run = run;
        this.settings = run.settings().recommend();
    }

    RuleInputs inputs() {
        return new RuleInputs(
                run.table(RankedCandidatesTable.CONTRACT),
                items(),
                audience(),
                hidden(),
                settings.rules().placements(Subject.USERS),
                settings.rules().on(run.date()));
    }

    /** The same for lists of items: an item takes the place of the user, and is hidden from its own lists. */
    RuleInputs inputsOfItems() {
        Dataset<Row> items = items();
        Dataset<Row> subjects = items.select(col(ItemsTable.ITEM_ID).as(RecommendationsTable.USER_ID));
        Dataset<Row> candidates = run.table(RankedItemCandidatesTable.CONTRACT)
                .withColumnRenamed(RankedItemCandidatesTable.ITEM_ID, RecommendationsTable.USER_ID)
                .withColumnRenamed(RankedItemCandidatesTable.RECOMMENDED_ITEM_ID, RecommendationsTable.ITEM_ID);
        return new RuleInputs(
                candidates,
                items,
                subjects,
                subjects.withColumn(RecommendationsTable.ITEM_ID, col(RecommendationsTable.USER_ID)),
                settings.rules().placements(Subject.ITEMS),
                settings.rules().on(run.date()).stream()
                        .filter(rule -> !rule.isAboutUsers())
                        .toList());
    }

    /** The items of tonight, as the rules see them. */
    Dataset<Row> items() {
        Dataset<Row> popularity = Popularity.users(
                        run.table(InteractionsTable.CONTRACT),
                        ItemIndexTable.ITEM,
                        run.date(),
                        settings.catalogue().popularityDays())
                .join(run.table(ItemIndexTable.CONTRACT), ItemIndexTable.ITEM)
                .select(col(ItemsTable.ITEM_ID), col(Popularity.USERS).as(RuleRows.POPULARITY));
        return RuleRows.items(
                run.table(ItemsTable.CONTRACT),
                popularity,
                attributes(run.settings().inputs().items()),
                run.date());
    }

    /** The users who get lists, as the rules see them. */
    Dataset<Row> audience() {
        Dataset<Row> audience = Audience.of(
                run.table(UserIndexTable.CONTRACT),
                run.table(InteractionsTable.CONTRACT),
                run.date(),
                settings.audienceActiveDays());
        Dataset<Row> users = run.table(UsersTable.CONTRACT)
                .join(audience.select(UserIndexTable.USER_ID), new String[] {UserIndexTable.USER_ID}, "left_semi");
        return RuleRows.users(users, attributes(run.settings().inputs().users()), run.date());
    }

    /** user_id, item_id: what the seen policy hides on the run date. */
    Dataset<Row> hidden() {
        return run.table(InteractionsTable.CONTRACT)
                .where(col(InteractionsTable.HIDDEN_UNTIL).gt(lit(Date.valueOf(run.date()))))
                .join(run.table(UserIndexTable.CONTRACT), UserIndexTable.USER)
                .join(run.table(ItemIndexTable.CONTRACT), ItemIndexTable.ITEM)
                .select(UserIndexTable.USER_ID, ItemIndexTable.ITEM_ID);
    }

    /** What is wrong with the expressions of all rules, also those that do not hold tonight. */
    static List<String> problems(NightshiftSettings settings, SparkSession spark) {
        Dataset<Row> items = RuleRows.items(
                spark.createDataFrame(List.of(), ItemsTable.CONTRACT.schema()),
                spark.createDataFrame(List.of(), POPULARITY),
                attributes(settings.inputs().items()),
                LocalDate.EPOCH);
        Dataset<Row> users = RuleRows.users(
                spark.createDataFrame(List.of(), UsersTable.CONTRACT.schema()),
                attributes(settings.inputs().users()),
                LocalDate.EPOCH);
        RuleColumns columns = new RuleColumns(settings.recommend().rules().rules());
        columns.ofItems(items);
        columns.ofUsers(users);
        return columns.problems();
    }

    private static Set<String> attributes(List<SourceSettings> sources) {
        Set<String> names = new TreeSet<>();
        sources.forEach(source -> names.addAll(source.attributes().keySet()));
        return names;
    }
}
