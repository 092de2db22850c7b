package io.nightshift.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.nightshift.contract.Contract;
import io.nightshift.errors.InputMissingException;
import io.nightshift.errors.SettingsException;
import io.nightshift.spark.Progress;
import io.nightshift.spark.TestSpark;
import io.nightshift.warehouse.RunId;
import io.nightshift.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightIT {
    private static final Contract NUMBERS = Contract.internal("numbers", "Numbers")
            .key("id", DataTypes.LongType, "From 0")
            .version(1, 0);
    private static final Contract SQUARES = Contract.internal("squares", "Squares")
            .key("id", DataTypes.LongType, "From 0")
            .required("square", DataTypes.LongType, "id times id")
            .version(1, 0);
    private static final LocalDate DAY = LocalDate.of(2026, 8, 1);

    @TempDir
    private Path folder;

    /** Writes as many numbers as the seed says, so that a setting changes its result. */
    private static final class Numbers implements Job {
        private int computed;

        @Override
        public String name() {
            return "numbers";
        }

        @Override
        public String description() {
            return "Numbers";
        }

        @Override
        public List<Contract> reads() {
            return List.of();
        }

        @Override
        public List<Contract> writes() {
            return List.of(NUMBERS);
        }

        @Override
        public List<String> settings() {
            return List.of("seed");
        }

        @Override
        public void compute(Run run) {
            computed++;
            run.report("asked-for", run.settings().seed());
            run.write(NUMBERS, run.spark().range(run.settings().seed()).toDF());
        }
    }

    private static final class Squares implements Job {
        @Override
        public String name() {
            return "squares";
        }

        @Override
        public String description() {
            return "Squares";
        }

        @Override
        public List<Contract> reads() {
            return List.of(NUMBERS);
        }

        @Override
        public List<Contract> writes() {
            return List.of(SQUARES);
        }

        @Override
        public List<String> settings() {
            return List.of();
        }

        @Override
        public void compute(Run run) {
            run.write(SQUARES, run.table(NUMBERS).selectExpr("id", "id * id as square"));
        }
    }

    private Night night(String runId, int seed) {
        LoadedSettings loaded = LoadedSettings.of(
                ConfigFactory.parseMap(Map.of("nightshift.seed", seed, "nightshift.warehouse", folder.toString()))
                        .withFallback(ConfigFactory.defaultReference())
                        .resolve());
        Warehouse warehouse = Warehouse.open(
                folder.toString(), TestSpark.session().sparkContext().hadoopConfiguration());
        return new Night(
                loaded,
                TestSpark.session(),
                warehouse.joinRun(DAY, RunId.of(runId), loaded.start()),
                Progress.of(TestSpark.session()),
                Map.of());
    }

    private List<String> reports() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getParent().endsWith("reports"))
                    .map(file -> {
                        try {
                            return Files.readString(file);
                        } catch (IOException unreadable) {
                            throw new java.io.UncheckedIOException(unreadable);
                        }
                    })
                    .toList();
        }
    }

    @Test
    void computesJobsOnTheTablesOfTheRun() throws IOException {
        Night night = night("r1", 3);
        JobReport first = night.compute(new Numbers());
        JobReport second = night.compute(new Squares());
        assertThat(night.reader().table(SQUARES).orderBy("id").toJSON().collectAsList())
                .containsExactly("{\"id\":0,\"square\":0}", "{\"id\":1,\"square\":1}", "{\"id\":2,\"square\":4}");
        assertThat(first.figures()).containsEntry("asked-for", 3.0);
        assertThat(second.tables().get("squares").rows()).isEqualTo(3);
        assertThat(reports()).hasSize(2).allMatch(report -> report.contains("\"outcome\" : \"done\""));
    }

    @Test
    void keepsWhatIsFinished() {
        Numbers numbers = new Numbers();
        night("r1", 3).compute(numbers);
        JobReport again = night("r1", 3).compute(numbers);
        assertThat(again.kept()).isTrue();
        assertThat(numbers.computed).isEqualTo(1);
    }

    @Test
    void refusesOtherSettingsForTheSameRun() {
        night("r1", 3).compute(new Numbers());
        assertThatThrownBy(() -> night("r1", 4))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("run-id=r1");
    }

    @Test
    void namesTheTableThatAJobMisses() throws IOException {
        Night night = night("r1", 3);
        assertThatThrownBy(() -> night.compute(new Squares()))
                .isInstanceOf(InputMissingException.class)
                .hasMessageContaining("table=numbers");
        assertThat(reports()).hasSize(1).allMatch(report -> report.contains("\"outcome\" : \"input-missing\""));
    }
}
