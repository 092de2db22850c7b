package io.nightshift.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Public data, cut into what is known and what is to be found. At random: a quarter of the pairs, by a hash, is the test, a fifth of the
 * rest the validation. By time: the test is what is new after the first 75 % of the events, the validation what is new after 60 %.
 */
enum QualitySplit {
    /** MovieLens latest-small: films with 4 stars or more, weight 1. */
    MOVIELENS_RANDOM(Source.MOVIELENS, false),
    MOVIELENS_TIME(Source.MOVIELENS, true),
    /** Last.fm 2k: artists played, weight ln(1 + plays). */
    LASTFM_RANDOM(Source.LASTFM, false),
    /** 600 households of Complete Journey: products bought, weight 1 a line. */
    JOURNEY_RANDOM(Source.JOURNEY, false),
    JOURNEY_TIME(Source.JOURNEY, true),
    /** Online Retail II: goods bought by known customers in two years, weight 1 a line. */
    RETAIL_RANDOM(Source.RETAIL, false),
    RETAIL_TIME(Source.RETAIL, true),
    /** yoochoose: items looked at in sessions, which stand for users, weight 1 a click. */
    YOOCHOOSE_RANDOM(Source.YOOCHOOSE, false);

    private enum Source {
        MOVIELENS(
                List.of("ml-latest-small/ratings.csv.gz"),
                ",",
                "select userId user, movieId item, 1 weight, timestamp time from source where rating >= 4"),
        LASTFM(
                List.of("hetrec-lastfm-2k/user_artists.dat.gz"),
                "\t",
                "select userID user, artistID item, ln(1 + weight) weight, 0 time from source"),
        JOURNEY(
                List.of("complete-journey-sample/cj_sample_600_transactions.csv.gz"),
                ",",
                "select household_id user, product_id item, 1 weight, unix_timestamp(transaction_timestamp) time"
                        + " from source where quantity > 0 and sales_value > 0"),
        /** The first file gives up the days that both hold; goods have five digits, the other codes are fees; engines want numbers. */
        RETAIL(
                List.of(
                        "online-retail-ii/year1_2009_2010.csv.gz",
                        "online-retail-ii/year2_2010_2011_no_cancellations.csv.gz"),
                ",",
                "select customer_id user, dense_rank() over (order by stock_code) item, 1 weight,"
                        + " unix_timestamp(invoice_timestamp) time from source where customer_id is not null and quantity > 0"
                        + " and unit_price > 0 and stock_code rlike '^[0-9]{5}'"
                        + " and (input_file_name() not like '%year1%' or invoice_timestamp < '2010-12-01')"),
        YOOCHOOSE(
                List.of(
                        "yoochoose-100k/yoochoose-clicks-100k_train_full.txt.gz",
                        "yoochoose-100k/yoochoose-clicks-100k_test.txt.gz"),
                "\t",
                "select SessionId user, ItemId item, 1 weight, Time time from source");

        private final List<String> files;
        private final String separator;
        private final String query;

        Source(List<String> files, String separator, String query) {
            this.files = files;
            this.separator = separator;
            this.query = query;
        }

        /** user, item (int), weight (double), time (long), a row an event. */
        Dataset<Row> read(SparkSession spark, String folder) {
            spark.read()
                    .option("header", true)
                    .option("sep", separator)
                    .option("inferSchema", true)
                    .csv(files.stream().map(file -> folder + "/" + file).toArray(String[]::new))
                    .createOrReplaceTempView("source");
            return spark.sql(query)
                    .selectExpr("int(user) user", "int(item) item", "double(weight) weight", "bigint(time) time");
        }
    }

    /** user and item (int), weight (float); each pair once and in one part. */
    record Parts(Dataset<Row> train, Dataset<Row> validation, Dataset<Row> test) {}

    private final Source source;
    private final boolean isCutByTime;

    QualitySplit(Source source, boolean isCutByTime) {
        this.source = source;
        this.isCutByTime = isCutByTime;
    }

    /** Cuts of the data, as many as asked for; those at random all differ, those by time are one and the same. */
    List<Parts> read(SparkSession spark, String folder, int cuts) {
        Dataset<Row> events = source.read(spark, folder).coalesce(2).cache();
        return isCutByTime
                ? Collections.nCopies(cuts, byTime(events))
                : IntStream.range(0, cuts)
                        .mapToObj(cut -> atRandom(events, cut))
                        .toList();
    }

    private static Parts atRandom(Dataset<Row> events, int cut) {
        Column isTest = drawn(2 * cut + 1, 4);
        Column isValidation = drawn(2 * cut + 2, 5);
        Dataset<Row> pairs = sums(events);
        Dataset<Row> known = pairs.where(isTest.unary_$bang());
        return new Parts(
                known.where(isValidation.unary_$bang()).cache(),
                known.where(isValidation).cache(),
                pairs.where(isTest).cache());
    }

    private static Column drawn(int seed, int parts) {
        return pmod(xxhash64(col("user"), col("item"), lit(seed)), lit(parts)).equalTo(0);
    }

    private static Parts byTime(Dataset<Row> events) {
        double[] cuts = events.stat().approxQuantile("time", new double[] {0.6, 0.75}, 0);
        Dataset<Row> early = sums(events.where(col("time").leq(cuts[0])));
        Dataset<Row> middle =
                sums(events.where(col("time").gt(cuts[0]).and(col("time").leq(cuts[1]))));
        Dataset<Row> late = sums(events.where(col("time").gt(cuts[1])));
        return new Parts(
                early.cache(),
                without(middle, early).cache(),
                without(without(late, early), middle).cache());
    }

    private static Dataset<Row> sums(Dataset<Row> events) {
        return events.groupBy("user", "item").agg(sum("weight").cast("float").as("weight"));
    }

    private static Dataset<Row> without(Dataset<Row> pairs, Dataset<Row> others) {
        return pairs.join(
                others.select("user", "item"),
                CollectionConverters.asScala(List.of("user", "item")).toSeq(),
                "left_anti");
    }
}
