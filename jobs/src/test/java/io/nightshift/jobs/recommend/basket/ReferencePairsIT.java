package io.nightshift.jobs.recommend.basket;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.spark.TestSpark;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every pair of the full Complete Journey beside counts made by another implementation, in the folder NIGHTSHIFT_TEST_DATA: completejourney
 * has the data set's Parquet files, complete-journey-sample has pairs_product_id.csv.gz and pairs_product_category.csv.gz.
 */
@EnabledIfEnvironmentVariable(
        named = "NIGHTSHIFT_TEST_DATA",
        matches = ".+",
        disabledReason = "NIGHTSHIFT_TEST_DATA names no folder with the data sets")
class ReferencePairsIT {
    private static final String FOLDER = System.getenv("NIGHTSHIFT_TEST_DATA");

    private static Dataset<Row> data(String table) {
        return TestSpark.session().read().parquet(FOLDER + "/completejourney/" + table + ".parquet");
    }

    private static Dataset<Row> items() {
        return data("products")
                .where("department not in ('FUEL', 'MISCELLANEOUS', 'COUPON', 'CNTRL/STORE SUP', 'POSTAL CENTER',"
                        + " 'PROD-WHS SALES', 'ELECT &PLUMBING')")
                .where(coalesce(col("product_category"), lit(""))
                        .isin("COUPON/MISC ITEMS", "COUPONS/STORE & MFG", "COUPON", "FUEL", "BOTTLE DEPOSITS")
                        .equalTo(false))
                .select(
                        col("product_id").cast("string").as(ItemsTable.ITEM_ID),
                        col("product_category").as(ItemsTable.CATEGORY));
    }

    private static Dataset<Row> events() {
        return data("transactions")
                .where("quantity > 0 and sales_value > 0")
                .select(
                        col("household_id").cast("string").as(EventsTable.USER_ID),
                        col("product_id").cast("string").as(EventsTable.ITEM_ID),
                        col("basket_id").cast("string").as(EventsTable.ORDER_ID),
                        lit("purchase").as(EventsTable.TYPE),
                        to_date(col("transaction_timestamp")).as(EventsTable.EVENT_DATE))
                .join(items().select(ItemsTable.ITEM_ID), ItemsTable.ITEM_ID);
    }

    @ParameterizedTest
    @CsvSource({"item, product_id, 100, 1308", "category, product_category, 500, 4304"})
    void areAllFoundWithTheSameCounts(String scope, String name, int minOrders, int pairs) {
        Map<String, Row> found = new HashMap<>();
        BasketSettings settings = new BasketSettings(true, false, minOrders, 100_000, 10_000);
        Dataset<Row> together =
                BoughtTogether.of(BoughtTogether.lines(events(), LocalDate.parse("2018-01-02")), items(), settings);
        together.where(col(BoughtTogetherTable.SCOPE).equalTo(scope))
                .toLocalIterator()
                .forEachRemaining(row -> found.put(row.getString(1) + "|" + row.getString(3), row));
        Dataset<Row> expected = TestSpark.session()
                .read()
                .option("header", true)
                .csv(FOLDER + "/complete-journey-sample/pairs_" + name + ".csv.gz");

        for (Row pair : expected.collectAsList()) {
            Row row = found.get(pair.getString(0) + "|" + pair.getString(1));
            assertThat(row).as(pair.toString()).isNotNull();
            assertThat(row.get(4) + " " + row.get(5) + " " + row.get(6))
                    .isEqualTo(pair.get(2) + " " + pair.get(3) + " " + pair.get(4));
            assertThat(row.getDouble(9)).isCloseTo(Double.parseDouble(pair.getString(5)), within(1e-6));
            assertThat(row.getDouble(10)).isCloseTo(Double.parseDouble(pair.getString(6)), within(1e-6));
        }
        assertThat(expected.count()).isEqualTo(pairs);
        assertThat(found).hasSize(2 * pairs);
    }
}
