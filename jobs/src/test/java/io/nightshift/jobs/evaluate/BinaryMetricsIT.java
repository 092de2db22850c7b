package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.jobs.propensity.PropensityBacktestTable;
import io.nightshift.spark.TestSpark;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryMetricsIT {
    private static final LocalDate RUN_DATE = LocalDate.parse("2017-12-28");
    private static final LocalDate CUT = LocalDate.parse("2017-11-30");

    @TempDir
    private Path folder;

    private static Row user(String target, String user, int label, double probability, double rule) {
        return RowFactory.create(target, user, label, probability, 0.5, rule, Date.valueOf(CUT));
    }

    private static Dataset<Row> backtest(List<Row> rows) {
        return TestSpark.session().createDataFrame(rows, PropensityBacktestTable.CONTRACT.schema());
    }

    private static Map<String, Row> figures(Dataset<Row> backtest) {
        Map<String, Row> figures = new TreeMap<>();
        for (Row row : ModelMetricsTable.CONTRACT
                .conform(BinaryMetrics.of(backtest, RUN_DATE))
                .collectAsList()) {
            figures.put(row.getAs("model") + " " + row.getAs("metric"), row);
        }
        return figures;
    }

    private static double value(Map<String, Row> figures, String figure) {
        return figures.get(figure).<Double>getAs("value");
    }

    @Test
    void measuresFourUsersByHand() {
        Map<String, Row> figures = figures(backtest(List.of(
                user("t", "a", 1, 0.9, 3),
                user("t", "b", 0, 0.8, 3),
                user("t", "c", 1, 0.8, 1),
                user("t", "d", 0, 0.3, 1))));

        // Pairs of a positive and a negative: a > b, a > d, c > d, and c ties with b.
        assertThat(value(figures, "propensity:t auc")).isCloseTo(3.5 / 4, within(1e-12));
        assertThat(value(figures, "rule:t auc")).isCloseTo((0.5 + 1 + 0 + 0.5) / 4, within(1e-12));
        assertThat(value(figures, "propensity:t log-loss"))
                .isCloseTo(-Math.log(0.9 * 0.2 * 0.8 * 0.7) / 4, within(1e-9));
        assertThat(value(figures, "base-rate:t log-loss")).isCloseTo(Math.log(2), within(1e-9));
        assertThat(value(figures, "propensity:t brier")).isCloseTo((0.01 + 0.64 + 0.04 + 0.09) / 4, within(1e-12));
        // Fewer users than bins: each is a bin of its own.
        assertThat(value(figures, "propensity:t ece")).isCloseTo((0.1 + 0.8 + 0.2 + 0.3) / 4, within(1e-12));
        // The highest tenth is a alone, who is positive; half of all are.
        assertThat(value(figures, "propensity:t lift")).isEqualTo(2);
        Row auc = figures.get("propensity:t auc");
        assertThat(auc.<Long>getAs("n")).isEqualTo(4);
        assertThat(auc.<String>getAs("baseline")).isEqualTo("rule:t");
        assertThat(auc.<Double>getAs("baseline_value")).isEqualTo(0.5);
        assertThat(auc.<Date>getAs("cut_date")).isEqualTo(Date.valueOf(CUT));
        assertThat(figures.get("propensity:t ece").<String>getAs("baseline")).isEqualTo("base-rate:t");
        assertThat(figures).doesNotContainKeys("base-rate:t auc", "rule:t log-loss");
    }

    @Test
    void givesTheAreaTheIntervalOfHanleyAndMcNeil() {
        Row auc = figures(backtest(List.of(
                        user("t", "a", 1, 0.9, 0),
                        user("t", "b", 0, 0.8, 0),
                        user("t", "c", 1, 0.8, 0),
                        user("t", "d", 0, 0.3, 0))))
                .get("propensity:t auc");

        double a = 7.0 / 8;
        double q1 = a / (2 - a);
        double q2 = 2 * a * a / (1 + a);
        double error = Math.sqrt((a * (1 - a) + (q1 - a * a) + (q2 - a * a)) / 4);
        assertThat(auc.<Double>getAs("low")).isCloseTo(a - 1.959963984540054 * error, within(1e-12));
        assertThat(auc.<Double>getAs("high")).isCloseTo(a + 1.959963984540054 * error, within(1e-12));
    }

    @Test
    void orderingsNeedBothOutcomes() {
        Map<String, Row> figures = figures(backtest(List.of(user("t", "a", 1, 0.9, 3), user("t", "b", 1, 0.4, 3))));

        assertThat(figures).doesNotContainKeys("propensity:t auc", "propensity:t lift");
        assertThat(value(figures, "propensity:t log-loss")).isCloseTo(-Math.log(0.36) / 2, within(1e-9));
    }

    @Test
    void hasNoFiguresWithoutRows() {
        assertThat(figures(backtest(List.of()))).isEmpty();
    }

    @Test
    void equalsSqlOnGeneratedUsers() throws SQLException {
        Random random = new Random(7);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 1237; i++) {
            double probability = random.nextInt(50) / 49.0; // with ties, 0 and 1
            int label = random.nextDouble() < probability ? 1 : 0;
            rows.add(user("x", "u" + i, label, probability, random.nextInt(5) - 2));
            rows.add(user("y", "u" + i, label, random.nextDouble(), -random.nextInt(400)));
        }
        Dataset<Row> backtest = backtest(rows);
        backtest.write().parquet(folder.resolve("backtest").toString());
        Map<String, Row> figures = figures(backtest.repartition(5, col("user_id")));

        for (String target : List.of("x", "y")) {
            String of = "from '" + folder.resolve("backtest") + "/*.parquet' where target = '" + target + "'";
            assertThat(value(figures, "propensity:" + target + " auc"))
                    .isCloseTo(sqlAuc(of, "probability"), within(1e-9));
            assertThat(value(figures, "rule:" + target + " auc")).isCloseTo(sqlAuc(of, "rule_score"), within(1e-9));
            String clipped = "least(greatest(probability, 1e-15), 1 - 1e-15)";
            assertThat(value(figures, "propensity:" + target + " log-loss"))
                    .isCloseTo(
                            sql("select avg(-case label when 1 then ln(" + clipped + ") else ln(1 - " + clipped
                                    + ") end) " + of),
                            within(1e-9));
            assertThat(value(figures, "propensity:" + target + " brier"))
                    .isCloseTo(sql("select avg((probability - label) ** 2) " + of), within(1e-9));
            String binned = "(select *, (row_number() over (order by probability desc, user_id) - 1) * 10"
                    + " // count(*) over () bin " + of + ")";
            assertThat(value(figures, "propensity:" + target + " ece"))
                    .isCloseTo(
                            sql("select sum(gap) / 1237 from (select abs(sum(probability) - sum(label)) gap from "
                                    + binned + " group by bin)"),
                            within(1e-9));
            assertThat(value(figures, "propensity:" + target + " lift"))
                    .isCloseTo(sql("select avg(label) filter (bin = 0) / avg(label) from " + binned), within(1e-9));
        }
    }

    private static double sqlAuc(String of, String score) throws SQLException {
        return sql("select avg(case when p.s > n.s then 1 when p.s = n.s then 0.5 else 0 end) from (select " + score
                + " s " + of + " and label = 1) p, (select " + score + " s " + of + " and label = 0) n");
    }

    private static double sql(String query) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getDouble(1);
        }
    }
}
