package io.nightshift.warehouse;

import io.nightshift.contract.Contract;
import io.nightshift.errors.InputMissingException;
import io.nightshift.errors.SettingsException;
import io.nightshift.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The computing of one date under one run id: its tables, finished one by one, its reports, and its release. */
public final class WarehouseRun {
    private final Storage storage;
    private final TableFormat format;
    private final RunRecord record;
    private final String folder;

    WarehouseRun(Storage storage, TableFormat format, RunRecord record) {
        this.storage = storage;
        this.format = format;
        this.record = record;
        this.folder = record.folder();
    }

    /** The run date. */
    public LocalDate date() {
        return record.date();
    }

    /** The name of this computing of the date. */
    public RunId runId() {
        return record.runId();
    }

    /** A fingerprint of the settings that the run was started with. */
    public String settingsHash() {
        return record.settingsHash();
    }

    /**
     * Stores a table. The first attempt to finish counts: when another process was first, its manifest is the result and the rows
     * written here are dropped.
     *
     * @param fingerprint of what the rows were computed from
     * @throws IllegalArgumentException when the rows do not have the contract's columns
     * @throws SettingsException when another attempt was first and was computed from something else
     */
    public Manifest write(Contract contract, Dataset<Row> rows, String fingerprint) {
        String attempt = UUID.randomUUID().toString();
        String attemptFolder = Layout.attempt(folder, contract.table(), attempt);
        List<DataFile> files = format.write(contract.conform(rows), attemptFolder);
        Manifest mine = new Manifest(
                Json.FORMAT,
                contract.table(),
                contract.version(),
                attempt,
                "",
                files.stream().mapToLong(DataFile::rows).sum(),
                fingerprint,
                files);
        if (storage.createExclusively(Layout.manifest(folder, contract.table()), Json.bytes(mine))) {
            return mine;
        }
        Manifest first = finished(contract, fingerprint).orElseThrow();
        if (!first.attempt().equals(attempt)) {
            storage.delete(attemptFolder);
        }
        return first;
    }

    /**
     * Takes a finished table of another run over as it is: its files stay where they are, and no prune removes them while this run
     * or a release of it is kept. Nothing happens when this run has the table already.
     *
     * @throws InputMissingException when the other run has not finished it, or no longer has it
     */
    public void carry(Contract contract, WarehouseRun other) {
        format.requireFiles(other.stored(contract));
        storage.createExclusively(
                Layout.manifest(folder, contract.table()),
                Json.bytes(other.manifest(contract).orElseThrow().carried(other.folder)));
    }

    /**
     * The manifest of a table that this run has finished from the same things; nothing when it has not finished it.
     *
     * @throws SettingsException when the run has finished it from something else
     */
    public Optional<Manifest> finished(Contract contract, String fingerprint) {
        Optional<Manifest> manifest = manifest(contract);
        if (manifest.isPresent() && !manifest.get().fingerprint().equals(fingerprint)) {
            throw new SettingsException("Cannot resume run: run-id=" + runId() + " of " + date() + ", expected table "
                    + contract.table() + " to come from the same settings, code, tables and input files as before;"
                    + " restore them, or use a new run id");
        }
        return manifest;
    }

    /** The manifest of a table; nothing when no attempt at it has finished. */
    public Optional<Manifest> manifest(Contract contract) {
        return Json.read(storage, Layout.manifest(folder, contract.table()), Manifest.class);
    }

    /**
     * The rows of a table, as stored.
     *
     * @throws InputMissingException when no attempt at it has finished
     * @throws io.nightshift.errors.StorageException when its files are not those of the manifest or do not follow the contract
     */
    public Dataset<Row> read(SparkSession spark, Contract contract) {
        return format.read(spark, contract, stored(contract));
    }

    /** The release that was live when the run started; nothing when there was none or it has been given up since. */
    public Optional<Release> liveAtStart() {
        return new Releases(storage)
                .all().stream()
                        .filter(release -> release.number() == record.liveAtStart())
                        .findFirst();
    }

    /** A table of a release, as its readers see it. */
    public Dataset<Row> read(SparkSession spark, Release release, Contract contract) {
        return Warehouse.read(format, spark, release, contract);
    }

    /** Stores a report of one process beside the tables. */
    public void report(String job, String attempt, String json) {
        storage.createExclusively(Layout.report(folder, job, attempt), json.getBytes(StandardCharsets.UTF_8));
    }

    /** The reports stored beside the tables, as they were given, in the order of their names. */
    public List<String> reports() {
        String reports = Layout.reports(folder);
        return storage.list(reports).stream()
                .filter(entry -> entry.isFile() && !Storage.isTemporary(entry))
                .flatMap(entry -> storage.read(reports + "/" + entry.name()).stream())
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    /**
     * Makes the run's tables a release.
     *
     * @return the release of this run; one that another process made of the same run counts as this one's
     * @throws InputMissingException when a table has not been finished
     * @throws io.nightshift.errors.SupersededException when another run was released meanwhile and this one may not replace it
     */
    public Release publish(ReleaseDraft draft) {
        List<StoredTable> tables = draft.tables().stream()
                .map(this::stored)
                .sorted(Comparator.comparing(StoredTable::table))
                .toList();
        tables.forEach(format::requireFiles);
        return new Publication(storage, record).publish(draft, tables);
    }

    private StoredTable stored(Contract contract) {
        Manifest manifest = manifest(contract)
                .orElseThrow(() -> new InputMissingException("Cannot read table " + contract.table() + ": run-id="
                        + runId() + " of " + date() + ", expected a finished table; run the job that writes it first"));
        return new StoredTable(
                manifest.table(),
                manifest.folderIn(folder),
                manifest.contractVersion(),
                manifest.rows(),
                manifest.files());
    }
}
