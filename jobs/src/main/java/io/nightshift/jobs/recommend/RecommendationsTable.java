package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import org.apache.spark.sql.types.DataTypes;

/** The list of every user of the audience: min(top-n, items eligible for the user) rows, ranks without gaps, each item once. */
public final class RecommendationsTable {
    public static final String RUN_DATE = "run_date";
    public static final String PLACEMENT = "placement";
    public static final String USER_ID = UsersTable.USER_ID;
    public static final String RANK = "rank";
    public static final String ITEM_ID = ItemsTable.ITEM_ID;
    public static final String SCORE = "score";
    public static final String SOURCE = "source";
    public static final String REASON = "reason";
    public static final String SENTENCE = "sentence";
    public static final String RULES = "rules";

    /** The placement of a list that is shown wherever nothing more special is. */
    public static final String HOME = "home";

    public static final Contract CONTRACT = Contract.released(
                    "recommendations", "One place of one user's list; the ranks are the order to show")
            .required(RUN_DATE, DateType, "The run date")
            .key(PLACEMENT, StringType, "Where the list is shown: one of recommend.placements")
            .key(USER_ID, StringType, "The user")
            .key(RANK, IntegerType, "1 for the best, without gaps")
            .required(ITEM_ID, StringType, "The item; once in a list, available, not hidden from the user")
            .required(
                    SCORE,
                    FloatType,
                    "Strength, to be compared within one list and one kind of source: the chance that the user takes the item,"
                            + " or the blend where no ranker could be learned, for whatever was ranked;"
                            + " users where segment and popular fill the list, standard deviations for trending")
            .required(
                    SOURCE,
                    StringType,
                    "als, linear, neighbours, basket, viewed-then-bought, content, user-neighbours, repeat, segment, trending or"
                            + " popular; rule when only a pin put it in")
            .required(
                    REASON,
                    StringType,
                    "bought-before, due, like:<item_id>, looked-at:<item_id>, bought-with:<item_id>, bought-after:<item_id>, alike, taste,"
                            + " category:<category>, trending, popular or pinned:<rule>")
            .optional(SENTENCE, StringType, "The reason for people, by recommend.reasons; null without a template")
            .optional(
                    RULES,
                    DataTypes.createArrayType(StringType, false),
                    "The rules that pinned the row or changed its value; empty when none did")
            .version(1, 1);

    private RecommendationsTable() {}
}
