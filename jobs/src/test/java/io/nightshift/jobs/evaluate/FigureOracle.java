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

    private static final String FIGURES =
            """
            WITH ks AS (SELECT unnest([5, 10, 20]) AS k),
            ideals AS (SELECT n AS best, sum(1 / log2(i + 1)) AS ideal
              FROM generate_series(1, 20) t(n) JOIN generate_series(1, 20) u(i) ON i <= n GROUP BY ALL),
            users AS (
              SELECT protocol, slice, user_id, count(*) AS relevant FROM relevant GROUP BY ALL),
            hits AS (
              SELECT l.model, l.protocol, l.user_id, l.rank,
                     row_number() OVER (PARTITION BY l.model, l.protocol, l.user_id ORDER BY l.rank) AS nth
              FROM lists l JOIN relevant r USING (protocol, user_id, item_id)),
            measured AS (
              SELECT m.model, m.protocol, m.slice, ks.k, u.user_id,
                     count(h.rank) / ks.k AS "precision",
                     count(h.rank) / u.relevant AS recall,
                     coalesce(sum(1 / log2(h.rank + 1)), 0) / ideal AS ndcg,
                     coalesce(sum(h.nth / h.rank), 0) / best AS map,
                     coalesce(max(1 / h.rank), 0) AS mrr,
                     (count(h.rank) > 0)::DOUBLE AS "hit-rate"
              FROM (SELECT DISTINCT model, protocol, slice FROM metrics WHERE protocol <> 'horizon') m
              JOIN users u USING (protocol, slice)
              CROSS JOIN ks
              JOIN ideals ON best = least(ks.k, u.relevant)
              LEFT JOIN hits h
                ON h.model = m.model AND h.protocol = m.protocol AND h.user_id = u.user_id AND h.rank <= ks.k
              GROUP BY m.model, m.protocol, m.slice, ks.k, u.user_id, u.relevant, ideal, best),
            long AS (UNPIVOT measured ON "precision", recall, ndcg, map, mrr, "hit-rate" INTO NAME metric VALUE v)
            SELECT model, protocol, slice, metric, k, avg(v),
                   avg(v) - 1.959963984540054 * stddev_samp(v) / sqrt(count(*)),
                   avg(v) + 1.959963984540054 * stddev_samp(v) / sqrt(count(*)), count(*)
            FROM long GROUP BY ALL
            UNION ALL
            SELECT model, protocol, slice, unnest(['coverage', 'novelty', 'gini']), k,
                   unnest([coverage, novelty, gini]), NULL, NULL, n
            FROM (
              SELECT model, protocol, slice, k, count(*) FILTER (shown > 0) / count(*) AS coverage,
                     sum(-log2(share) * shown) / sum(shown) AS novelty,
                     2 * sum(position * shown) / (count(*) * sum(shown)) - (count(*) + 1) / count(*) AS gini
              FROM (
                SELECT c.model, c.protocol, c.slice, k, share, count(l.rank) AS shown,
                       row_number() OVER (PARTITION BY c.model, c.protocol, c.slice, k ORDER BY count(l.rank)) AS position
                FROM (SELECT DISTINCT model, protocol, slice FROM lists) c CROSS JOIN ks CROSS JOIN items
                LEFT JOIN lists l ON l.model = c.model AND l.protocol = c.protocol AND l.slice = c.slice
                  AND l.item_id = items.item_id AND l.rank <= k
                GROUP BY c.model, c.protocol, c.slice, k, items.item_id, share)
              GROUP BY ALL) JOIN (SELECT protocol, slice, count(*) AS n FROM users GROUP BY ALL) USING (protocol, slice)
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
        }
    }

    /** Every figure of lists by its key; reads relevant, lists, items and metrics (for the names of the models). */
    Map<String, Value> figures() throws SQLException {
        Map<String, Value> figures = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(FIGURES)) {
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
