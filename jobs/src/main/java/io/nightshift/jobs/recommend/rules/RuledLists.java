package io.nightshift.jobs.recommend.rules;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.ByteType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.jobs.recommend.RecommendationsTable;
import io.nightshift.spark.GatheredRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The lists of every user of the audience, or of every item in the place of a user, and the effects of the rules, from one shuffle of the candidates.
 *
 * <ol>
 *   <li>heads: (user_id, kind 0, rules), a row for each user with what {@link RuleColumns#ofUsers} gives
 *   <li>hidden: (user_id, kind 1, item_id)
 *   <li>candidates: (user_id, kind 2, placement, rank, item_id, score, source, reason)
 *   <li>together by user: a user's head comes first, then what is hidden, then the candidates by placement and rank
 *   <li>lists and effects, each from one pass over the partitions
 * </ol>
 */
final class RuledLists {
    static final byte HEAD = 0;
    static final byte HIDDEN = 1;
    static final byte CANDIDATE = 2;

    private static final String KIND = "kind";
    private static final String RULES = "rules";
    private static final StructType GIVEN_BY_RULE = new StructType()
            .add(RuleColumns.ABOUT, DataTypes.BooleanType, false)
            .add(RuleColumns.VALUE, StringType, true);

    private static final StructType GATHERED = new StructType()
            .add(RecommendationsTable.USER_ID, StringType, false)
            .add(KIND, ByteType, false)
            .add(RecommendationsTable.PLACEMENT, StringType, true)
            .add(RecommendationsTable.RANK, IntegerType, true)
            .add(RecommendationsTable.ITEM_ID, StringType, true)
            .add(RecommendationsTable.SCORE, FloatType, true)
            .add(RecommendationsTable.SOURCE, StringType, true)
            .add(RecommendationsTable.REASON, StringType, true)
            .add(RULES, DataTypes.createArrayType(GIVEN_BY_RULE, false), true);

    private static final StructType LISTED = new StructType()
            .add(RecommendationsTable.PLACEMENT, StringType, false)
            .add(RecommendationsTable.USER_ID, StringType, false)
            .add(RecommendationsTable.RANK, IntegerType, false)
            .add(RecommendationsTable.ITEM_ID, StringType, false)
            .add(RecommendationsTable.SCORE, FloatType, false)
            .add(RecommendationsTable.SOURCE, StringType, false)
            .add(RecommendationsTable.REASON, StringType, false)
            .add(RecommendationsTable.SENTENCE, StringType, true)
            .add(RecommendationsTable.RULES, DataTypes.createArrayType(StringType, false), false);

    private static final StructType EFFECTS = new StructType()
            .add(RuleEffectsTable.PLACEMENT, StringType, false)
            .add(RuleEffectsTable.RULE, StringType, false)
            .add(RuleEffectsTable.REMOVED, LongType, false)
            .add(RuleEffectsTable.MOVED, LongType, false)
            .add(RuleEffectsTable.PINNED, LongType, false);

    private final Dataset<Row> gathered;
    private final RulesTonight tonight;

    /** Computes the shuffle now. */
    RuledLists(RuleInputs inputs, Map<String, String> reasons, int maxBroadcastMb) {
        RuleItems items = RuleItemsReader.read(inputs.items(), inputs.rules(), maxBroadcastMb);
        Broadcast<RuleItems> shared = JavaSparkContext.fromSparkContext(
                        inputs.items().sparkSession().sparkContext())
                .broadcast(items);
        List<String> names = inputs.rules().stream().map(Rule::name).toList();
        this.tonight = new RulesTonight(shared, List.copyOf(inputs.placements()), names, reasons);
        this.gathered = GatheredRows.by(
                col(RecommendationsTable.USER_ID),
                heads(inputs)
                        .unionByName(filled(inputs.hidden(), HIDDEN))
                        .unionByName(filled(inputs.candidates().drop(RecommendationsTable.RUN_DATE), CANDIDATE)));
    }

    /** placement, user_id, rank, item_id, score, source, reason, sentence, rules; in no order. Ranks have no gaps. */
    Dataset<Row> lists() {
        return ordered().mapPartitions(ListPass.lists(tonight), Encoders.row(LISTED));
    }

    /** Rows of {@link RuleEffectsTable}: one for each rule and each placement that follows it. */
    Dataset<Row> effects() {
        return ordered()
                .mapPartitions(ListPass.effects(tonight), Encoders.row(EFFECTS))
                .groupBy(RuleEffectsTable.PLACEMENT, RuleEffectsTable.RULE)
                .agg(
                        sum(RuleEffectsTable.REMOVED).as(RuleEffectsTable.REMOVED),
                        sum(RuleEffectsTable.MOVED).as(RuleEffectsTable.MOVED),
                        sum(RuleEffectsTable.PINNED).as(RuleEffectsTable.PINNED));
    }

    private Dataset<Row> ordered() {
        return gathered.sortWithinPartitions(
                RecommendationsTable.USER_ID,
                KIND,
                RecommendationsTable.PLACEMENT,
                RecommendationsTable.RANK,
                RecommendationsTable.ITEM_ID);
    }

    private static Dataset<Row> heads(RuleInputs inputs) {
        List<Column> given = new RuleColumns(inputs.rules()).ofUsers(inputs.users());
        Dataset<Row> users = inputs.users()
                .select(
                        col(RecommendationsTable.USER_ID),
                        array(given.toArray(Column[]::new))
                                .cast(DataTypes.createArrayType(GIVEN_BY_RULE, false))
                                .as(RULES));
        return filled(users, HEAD);
    }

    /** The rows in the shape of all; columns they do not have are null. */
    private static Dataset<Row> filled(Dataset<Row> rows, byte kind) {
        List<String> has = List.of(rows.columns());
        List<Column> columns = new ArrayList<>();
        for (var field : GATHERED.fields()) {
            Column value = field.name().equals(KIND)
                    ? lit(kind)
                    : has.contains(field.name()) ? col(field.name()) : lit(null).cast(field.dataType());
            columns.add(value.as(field.name()));
        }
        return rows.select(columns.toArray(Column[]::new));
    }
}
