package io.nightshift.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    @Test
    void theAirflowGraphHasEveryJobAfterThoseWhoseTablesItReads() throws IOException {
        Map<String, Set<String>> before = airflowGraph();
        JobCatalog catalog = JobCatalog.standard();
        assertThat(before.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        catalog.jobs().stream().map(Job::name).toList());
        for (Job job : catalog.jobs()) {
            Set<String> read = job.reads().stream().map(Contract::table).collect(Collectors.toSet());
            List<String> writers = catalog.jobs().stream()
                    .filter(other ->
                            other.writes().stream().map(Contract::table).anyMatch(read::contains))
                    .map(Job::name)
                    .toList();
            assertThat(before.get(job.name())).as(job.name()).containsAll(writers);
        }
    }

    /** Each job of the graph with all that come before it; the file lists a job after those it waits for. */
    private static Map<String, Set<String>> airflowGraph() throws IOException {
        String graph = Files.readString(Path.of("..", "scripts", "airflow", "nightshift_dag.py"));
        Map<String, Set<String>> before = new HashMap<>();
        Pattern.compile("^    \"([a-z-]+)\": \\[([^]]*)],$", Pattern.MULTILINE)
                .matcher(graph)
                .results()
                .forEach(entry -> {
                    Set<String> earlier = new HashSet<>();
                    Pattern.compile("[a-z-]+")
                            .matcher(entry.group(2))
                            .results()
                            .map(MatchResult::group)
                            .forEach(direct -> {
                                earlier.add(direct);
                                earlier.addAll(before.get(direct));
                            });
                    before.put(entry.group(1), earlier);
                });
        return before;
    }
}
