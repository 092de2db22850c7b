package io.nightshift.warehouse;

import static io.nightshift.warehouse.Shelf.FINGERPRINT;
import static io.nightshift.warehouse.Shelf.MONDAY;
import static io.nightshift.warehouse.Shelf.PRICES;
import static io.nightshift.warehouse.Shelf.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.contract.Contract;
import io.nightshift.contract.ContractVersion;
import io.nightshift.errors.InputMissingException;
import io.nightshift.errors.SettingsException;
import io.nightshift.errors.StorageException;
import io.nightshift.spark.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseRunIT {
    @TempDir
    private Path folder;

    private Warehouse warehouse;
    private WarehouseRun run;

    @BeforeEach
    void joinRun() {
        warehouse = Warehouse.open(folder.toString(), new Configuration());
        run = warehouse.joinRun(MONDAY, RunId.of("first"), START);
    }

    @Test
    void storesAndReadsATable() {
        Manifest manifest = run.write(PRICES, Shelf.prices(5, 7, 9), FINGERPRINT);

        assertThat(manifest.rows()).isEqualTo(3);
        assertThat(manifest.contractVersion()).isEqualTo(new ContractVersion(1, 0));
        assertThat(run.manifest(PRICES)).contains(manifest);
        assertThat(run.read(TestSpark.session(), PRICES).orderBy("cents").collectAsList())
                .extracting(Row::toString)
                .containsExactly("[item-5,5]", "[item-7,7]", "[item-9,9]");
    }

    @Test
    void leavesOneTypedFileForNoRows() {
        Manifest manifest = run.write(PRICES, Shelf.prices(), FINGERPRINT);

        assertThat(manifest.rows()).isZero();
        assertThat(manifest.files()).hasSize(1);
        assertThat(run.read(TestSpark.session(), PRICES).schema().fieldNames()).containsExactly("item_id", "cents");
        assertThat(run.read(TestSpark.session(), PRICES).count()).isZero();
    }

    @Test
    void leavesOneTypedFileForRowsFilteredFromSeveralPartitions() {
        Manifest manifest =
                run.write(PRICES, Shelf.prices(1, 2, 3, 4, 5, 6).repartition(3).filter("cents < 0"), FINGERPRINT);

        assertThat(manifest.files()).hasSize(1);
        assertThat(run.read(TestSpark.session(), PRICES).count()).isZero();
    }

    @Test
    void countsRowsByFooter() {
        Manifest manifest = run.write(PRICES, Shelf.prices(1, 2, 3, 4, 5).repartition(2), FINGERPRINT);

        assertThat(manifest.files()).extracting(DataFile::rows).hasSize(2).satisfies(rows -> assertThat(
                        rows.stream().mapToLong(Long::longValue).sum())
                .isEqualTo(5));
    }

    @Test
    void adoptsTheManifestOfTheProcessThatWasFirst() throws IOException {
        WarehouseRun other = warehouse.joinRun(MONDAY, RunId.of("first"), START);
        Manifest first = other.write(PRICES, Shelf.prices(1, 2), FINGERPRINT);

        assertThat(run.write(PRICES, Shelf.prices(1, 2), FINGERPRINT)).isEqualTo(first);
        try (Stream<Path> entries = Files.list(folder.resolve("runs/2026-07-27/first/prices"))) {
            assertThat(entries.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("MANIFEST.json", first.attempt());
        }
    }

    @Test
    void refusesTheSameTableFromSomethingElse() {
        run.write(PRICES, Shelf.prices(1, 2), FINGERPRINT);

        assertThatThrownBy(() -> run.write(PRICES, Shelf.prices(1, 2), "f2"))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("Cannot resume run: run-id=first of 2026-07-27, expected table prices");
        assertThatThrownBy(() -> run.finished(PRICES, "f2")).isInstanceOf(SettingsException.class);
    }

    @Test
    void refusesAnotherProcessWithOtherSettings() {
        assertThatThrownBy(() -> warehouse.joinRun(MONDAY, RunId.of("first"), Shelf.start("seed = 2")))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("Cannot join run: run-id=first of 2026-07-27");
    }

    @Test
    void findsNoTableThatNobodyFinished() {
        assertThat(run.manifest(PRICES)).isEmpty();
        assertThatThrownBy(() -> run.read(TestSpark.session(), PRICES))
                .isInstanceOf(InputMissingException.class)
                .hasMessageContaining("run the job that writes it first");
    }

    @Test
    void refusesToReadFilesOfAnotherShape() {
        run.write(PRICES, Shelf.prices(1), FINGERPRINT);
        Contract wider = Contract.released("prices", "One item's price")
                .key("item_id", DataTypes.StringType, "The item")
                .optional("cents", DataTypes.IntegerType, "Its price")
                .optional("unit", DataTypes.StringType, "What the price is for")
                .version(2, 0);

        assertThatThrownBy(() -> run.read(TestSpark.session(), wider))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("column cents has type BIGINT, expected INT")
                .hasMessageContaining("column unit is missing");
    }

    @Test
    void refusesToReadAFolderWithAMissingOrAnAddedFile() throws IOException {
        Manifest manifest = run.write(PRICES, Shelf.prices(1, 2).repartition(2), FINGERPRINT);
        Path attempt = folder.resolve("runs/2026-07-27/first/prices").resolve(manifest.attempt());
        Path file = attempt.resolve(manifest.files().get(0).name());

        Files.copy(file, attempt.resolve("part-copied.parquet"));
        assertThatThrownBy(() -> run.read(TestSpark.session(), PRICES))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("expected 2 files")
                .hasMessageContaining("but found 3");

        Files.delete(attempt.resolve("part-copied.parquet"));
        Files.delete(file);
        assertThatThrownBy(() -> run.read(TestSpark.session(), PRICES)).hasMessageContaining("but found 1");
    }

    @Test
    void publishesItsTables() {
        Manifest manifest = run.write(PRICES, Shelf.prices(5), FINGERPRINT);

        Release release = run.publish(Shelf.draft());

        assertThat(release.number()).isEqualTo(1);
        assertThat(release.live()).isTrue();
        assertThat(release.tables())
                .containsExactly(new StoredTable(
                        "prices",
                        "runs/2026-07-27/first/prices/" + manifest.attempt(),
                        new ContractVersion(1, 0),
                        1,
                        manifest.files()));
        assertThat(warehouse.releases().live()).contains(release);
        assertThat(warehouse.read(TestSpark.session(), release, PRICES).count()).isEqualTo(1);
    }

    @Test
    void doesNotPublishWithATableMissing() {
        assertThatThrownBy(() -> run.publish(Shelf.draft())).isInstanceOf(InputMissingException.class);
        assertThat(warehouse.releases().all()).isEqualTo(List.of());
    }
}
