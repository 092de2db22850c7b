package io.nightshift.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The declared shape of one table.
 *
 * @param table snake case, unique in the catalog
 * @param description what a row is, one sentence
 * @param version raised with every change of the columns
 * @param released whether readers see the table; the others live and die with their run
 * @param columns in stored order
 * @param key the columns that identify a row; empty when rows are not identified (quarantine)
 */
public record Contract(
        String table,
        String description,
        ContractVersion version,
        boolean released,
        List<Column> columns,
        List<String> key) {

    public Contract {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** A table that becomes part of releases. */
    public static Builder released(String table, String description) {
        return new Builder(table, description, true);
    }

    /** A table that only jobs of the same run read. */
    public static Builder internal(String table, String description) {
        return new Builder(table, description, false);
    }

    /** The schema in stored order with declared nullability. */
    public StructType schema() {
        return new StructType(columns.stream().map(Column::field).toArray(StructField[]::new));
    }

    /** The names of all columns in stored order. */
    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /**
     * The rows with the contract's columns in stored order; other columns are an error, as are missing ones and other types.
     *
     * @throws IllegalArgumentException when the rows do not have this shape: a mistake in the job, never in the data
     */
    public Dataset<Row> conform(Dataset<Row> rows) {
        List<String> problems = differences(rows.schema());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot use rows as table " + table + ": " + String.join("; ", problems));
        }
        return rows.select(
                columns.stream().map(c -> functions.col(c.name())).toArray(org.apache.spark.sql.Column[]::new));
    }

    /** What differs between a stored schema and this contract, one sentence each; nullability is audited on rows, not here. */
    public List<String> differences(StructType actual) {
        List<String> problems = new ArrayList<>();
        Set<String> names = Arrays.stream(actual.fieldNames()).collect(Collectors.toSet());
        for (Column column : columns) {
            if (!names.remove(column.name())) {
                problems.add("column " + column.name() + " is missing");
                continue;
            }
            DataType type = actual.apply(column.name()).dataType();
            if (!DataType.equalsIgnoreNullability(type, column.type())) {
                problems.add("column " + column.name() + " has type " + type.sql() + ", expected "
                        + column.type().sql());
            }
        }
        names.stream().sorted().forEach(name -> problems.add("column " + name + " is not in the contract"));
        return problems;
    }

    /** Collects columns in stored order. */
    public static final class Builder {
        private final String table;
        private final String description;
        private final boolean released;
        private final List<Column> columns = new ArrayList<>();
        private final List<String> key = new ArrayList<>();

        private Builder(String table, String description, boolean released) {
            this.table = table;
            this.description = description;
            this.released = released;
        }

        /** A column of the key: never null. */
        public Builder key(String name, DataType type, String meaning) {
            key.add(name);
            columns.add(new Column(name, type, false, meaning));
            return this;
        }

        /** A column that always has a value. */
        public Builder required(String name, DataType type, String meaning) {
            columns.add(new Column(name, type, false, meaning));
            return this;
        }

        /** A column that may be null; the meaning says what null stands for. */
        public Builder optional(String name, DataType type, String meaning) {
            columns.add(new Column(name, type, true, meaning));
            return this;
        }

        /** The finished contract. */
        public Contract version(int major, int minor) {
            return new Contract(table, description, new ContractVersion(major, minor), released, columns, key);
        }
    }
}
