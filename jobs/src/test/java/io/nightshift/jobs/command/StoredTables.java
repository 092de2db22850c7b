package io.nightshift.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.contract.Contract;
import io.nightshift.spark.TestSpark;
import io.nightshift.warehouse.RunId;
import io.nightshift.warehouse.Warehouse;
import io.nightshift.warehouse.WarehouseRun;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;

/** Compares the tables of two runs row for row. */
final class StoredTables {
    private StoredTables() {}

    static WarehouseRun run(Path warehouse, LocalDate date, String runId) {
        return Warehouse.open(
                        warehouse.toString(), TestSpark.session().sparkContext().hadoopConfiguration())
                .run(date, RunId.of(runId))
                .orElseThrow();
    }

    /** Equal rows in any order; numbers may differ by the tolerance, relative to the larger of 1 and their size. */
    static void assertAgree(Contract table, WarehouseRun one, WarehouseRun other, double tolerance) {
        List<Row> expected = sorted(table, one);
        List<Row> actual = sorted(table, other);
        assertThat(actual).as(table.table()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(agree(expected.get(i), actual.get(i), tolerance))
                    .as("%s: %s and %s", table.table(), expected.get(i), actual.get(i))
                    .isTrue();
        }
    }

    private static List<Row> sorted(Contract table, WarehouseRun run) {
        List<String> key = table.key().isEmpty() ? table.columnNames() : table.key();
        return run.read(TestSpark.session(), table)
                .orderBy(key.stream()
                        .map(org.apache.spark.sql.functions::col)
                        .toArray(org.apache.spark.sql.Column[]::new))
                .collectAsList();
    }

    private static boolean agree(Object a, Object b, double tolerance) {
        if (a instanceof Row one && b instanceof Row other) {
            for (int i = 0; i < one.size(); i++) {
                if (!agree(one.get(i), other.get(i), tolerance)) {
                    return false;
                }
            }
            return one.size() == other.size();
        }
        if (a instanceof scala.collection.Seq<?> one && b instanceof scala.collection.Seq<?> other) {
            for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
                if (!agree(one.apply(i), other.apply(i), tolerance)) {
                    return false;
                }
            }
            return one.size() == other.size();
        }
        if (tolerance > 0 && a instanceof Double one && b instanceof Double other) {
            return Math.abs(one - other) <= tolerance * Math.max(1, Math.abs(one));
        }
        return java.util.Objects.equals(a, b);
    }
}
