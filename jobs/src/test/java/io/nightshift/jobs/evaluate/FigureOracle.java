package io.nightshift.jobs.evaluate;

import io.nightshift.contract.Contract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Computes figures again from the Parquet files of a run with DuckDB, from the definitions and nothing of our code. */
final class FigureOracle implements AutoCloseable {
    /** A figure's key as model/protocol/slice/metric@k. */
    record Value(double value, Double low, Double high, long n) {}

    /** Every user's values: model, protocol, user_id, slices, metric, k, v. */
    private static final String MEASURED =
            """
            CREATE VIEW measured AS
            WITH ks AS (SELECT unnest([5, 10, 20]) AS k),
            ideals AS (SELECT n AS best, sum(1 / log2(i + 1)) AS ideal
              FROM generate_series(1, 20) t(n) JOIN generate_series(1, 20) u(i) ON i <= n GROUP BY ALL),
            users AS (SELECT protocol, slice, user_id, count(*) AS relevant FROM relevant GROUP BY ALL),
            hits AS (
              SELECT l.model, l.protocol, l.user_id, l.rank,
                     row_number() OVER (PARTITION BY l.model, l.protocol, l.user_id ORDER BY l.rank) AS nth
              FROM lists l JOIN relevant r USING (protocol, user_id, item_id)),
            pairs AS (
              SELECT a.model, a.protocol, a.user_id, b.rank,
                     (a.category IS NULL OR b.category IS NULL OR a.category <> b.category)::INT AS differ
              FROM lists a JOIN lists b ON a.model = b.model AND a.protocol = b.protocol AND a.user_id = b.user_id
                AND a.rank < b.rank),
            diversities AS (SELECT model, protocol, user_id, k, avg(differ) AS diversity FROM pairs JOIN ks ON rank <= k GROUP BY ALL),
            wide AS (
              SELECT m.model, m.protocol, u.slice, ks.k, u.user_id,
                     count(h.rank) / ks.k AS "precision",
                     count(h.rank) / u.relevant AS recall,
                     coalesce(sum(1 / log2(h.rank + 1)), 0) / ideal AS ndcg,
                     coalesce(sum(h.nth / h.rank), 0) / best AS map,
                     coalesce(max(1 / h.rank), 0) AS mrr,
                     (count(h.rank) > 0)::DOUBLE AS "hit-rate",
                     coalesce(max(d.diversity), 0) AS diversity
              FROM (SELECT DISTINCT model, protocol, slice FROM metrics WHERE protocol <> 'horizon') m
              JOIN users u USING (protocol, slice)
              CROSS JOIN ks
              JOIN ideals ON best = least(ks.k, u.relevant)
              LEFT JOIN hits h
                ON h.model = m.model AND h.protocol = m.protocol AND h.user_id = u.user_id AND h.rank <= ks.k
              LEFT JOIN diversities d
                ON d.model = m.model AND d.protocol = m.protocol AND d.user_id = u.user_id AND d.k = ks.k
              GROUP BY m.model, m.protocol, u.slice, ks.k, u.user_id, u.relevant, ideal, best)
            SELECT * FROM (
              UNPIVOT wide ON "precision", recall, ndcg, map, mrr, "hit-rate", diversity INTO NAME metric VALUE v)
            """;

    private static final String FIGURES =
            """
            WITH ks AS (SELECT unnest([5, 10, 20]) AS k),
            users AS (SELECT DISTINCT protocol, slice, user_id FROM relevant),
            parts AS (
              SELECT DISTINCT user_id, slice AS base, slice FROM users
              UNION ALL SELECT user_id, 'all', unnest(slices) FROM slices)
            SELECT model, protocol, p.slice, metric, k, avg(v),
                   avg(v) - 1.959963984540054 * stddev_samp(v) / sqrt(count(*)),
                   avg(v) + 1.959963984540054 * stddev_samp(v) / sqrt(count(*)), count(*)
            FROM measured m JOIN parts p ON p.user_id = m.user_id AND p.base = m.slice GROUP BY ALL
            UNION ALL
            SELECT model, protocol, slice, unnest(['coverage', 'novelty', 'gini', 'long-tail']), k,
                   unnest([coverage, novelty, gini, tail]), NULL, NULL, n
            FROM (
              SELECT model, protocol, slice, k, count(*) FILTER (shown > 0) / count(*) AS coverage,
                     sum(-log2(share) * shown) / sum(shown) AS novelty,
                     2 * sum(position * shown) / (count(*) * sum(shown)) - (count(*) + 1) / count(*) AS gini,
                     coalesce(sum(shown) FILTER (place > catalogue / 5), 0) / sum(shown) AS tail
              FROM (
                SELECT c.model, c.protocol, c.slice, k, share, count(l.rank) AS shown, place, catalogue,
                       row_number() OVER (PARTITION BY c.model, c.protocol, c.slice, k ORDER BY count(l.rank)) AS position
                FROM (SELECT DISTINCT model, protocol, slice FROM lists) c CROSS JOIN ks
                CROSS JOIN (SELECT *, row_number() OVER (ORDER BY users DESC, item_id) AS place, count(*) OVER () AS catalogue
                  FROM items) ranked
                LEFT JOIN lists l ON l.model = c.model AND l.protocol = c.protocol AND l.slice = c.slice
                  AND l.item_id = ranked.item_id AND l.rank <= k
                GROUP BY c.model, c.protocol, c.slice, k, ranked.item_id, share, place, catalogue)
              GROUP BY ALL) JOIN (SELECT protocol, slice, count(*) AS n FROM users GROUP BY ALL) USING (protocol, slice)
            """;

    private static final String COMPARISONS =
            """
            SELECT a.model || ' - ' || b.model, a.protocol, 'all', a.metric, a.k, avg(a.v - b.v),
                   avg(a.v - b.v) - 1.959963984540054 * stddev_samp(a.v - b.v) / sqrt(count(*)),
                   avg(a.v - b.v) + 1.959963984540054 * stddev_samp(a.v - b.v) / sqrt(count(*)), count(*)
            FROM measured a JOIN measured b USING (protocol, slice, user_id, metric, k)
            WHERE slice = 'all' AND a.model <> b.model GROUP BY ALL
            """;

    private final Connection connection;

    /** Opens the tables under the names used below; {@code folders} tells where each is. */
    FigureOracle(Map<String, Contract> tables, Function<Contract, String> folders) throws SQLException {
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, Contract> table : tables.entrySet()) {
                statement.execute("CREATE VIEW " + table.getKey() + " AS SELECT * FROM read_parquet('"
                        + folders.apply(table.getValue()) + "/*.parquet')");
            }
            statement.execute(MEASURED);
        }
    }

    /** Every figure of lists by its key; reads relevant, lists, items, slices and metrics (for the names of the models). */
    Map<String, Value> figures() throws SQLException {
        return values(FIGURES);
    }

    /** Every comparison by its key, in which the model is called {@code model - other}. */
    Map<String, Value> comparisons() throws SQLException {
        return values(COMPARISONS);
    }

    private Map<String, Value> values(String query) throws SQLException {
        Map<String, Value> figures = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                String key =
                        key(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4), rows.getInt(5));
                figures.put(key, new Value(rows.getDouble(6), number(rows, 7), number(rows, 8), rows.getLong(9)));
            }
        }
        return figures;
    }

    /** The rows of a query, columns joined by blanks. */
    List<String> rows(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : " ").append(rows.getString(i));
                }
                found.add(row.toString());
            }
        }
        return found;
    }

    static String key(String model, String protocol, String slice, String metric, int k) {
        return model + "/" + protocol + "/" + slice + "/" + metric + "@" + k;
    }

    private static Double number(ResultSet rows, int column) throws SQLException {
        double value = rows.getDouble(column);
        return rows.wasNull() ? null : value;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
