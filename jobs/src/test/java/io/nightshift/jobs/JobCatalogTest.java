package io.nightshift.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.contract.Contract;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class JobCatalogTest {
    private static final Contract A = table("a");
    private static final Contract B = table("b");
    private static final Contract C = table("c");

    private static Contract table(String name) {
        return Contract.internal(name, "Rows")
                .key("id", DataTypes.StringType, "Id")
                .version(1, 0);
    }

    private record Declared(String name, List<Contract> reads, List<Contract> writes) implements Job {
        @Override
        public String description() {
            return name;
        }

        @Override
        public List<String> settings() {
            return List.of();
        }

        @Override
        public void compute(Run run) {
            throw new AssertionError("a catalog computes nothing");
        }
    }

    @Test
    void ordersJobsByTheTablesTheyRead() {
        JobCatalog catalog = new JobCatalog(List.of(
                new Declared("last", List.of(B, C), List.of()),
                new Declared("middle", List.of(A), List.of(B, C)),
                new Declared("first", List.of(), List.of(A))));
        assertThat(catalog.jobs()).extracting(Job::name).containsExactly("first", "middle", "last");
        assertThat(catalog.tables()).containsExactly(A, B, C);
    }

    @Test
    void refusesTwoWritersOfATable() {
        assertThatThrownBy(() -> new JobCatalog(List.of(
                        new Declared("one", List.of(), List.of(A)), new Declared("two", List.of(), List.of(A)))))
                .hasMessage(
                        "Cannot order jobs: one and two both write a, expected one writer; give the table to one of them");
    }

    @Test
    void refusesATableThatNobodyWrites() {
        assertThatThrownBy(() -> new JobCatalog(List.of(new Declared("one", List.of(A), List.of()))))
                .hasMessage(
                        "Cannot order jobs: one reads a, expected a job that writes it; add that job to the catalog");
    }

    @Test
    void refusesACircle() {
        assertThatThrownBy(() -> new JobCatalog(List.of(
                        new Declared("one", List.of(A), List.of(B)), new Declared("two", List.of(B), List.of(A)))))
                .hasMessageContaining("[one, two] read each other's tables");
    }

    @Test
    void standardJobsFindTheirTables() {
        assertThat(JobCatalog.standard().tables()).doesNotHaveDuplicates();
    }
}
