package io.nightshift.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nightshift.contract.Contract;
import io.nightshift.storage.Storage;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;

/** A warehouse whose tables are files of plain text, so that its protocol can be tried many times without Spark. */
final class PlainShelf {
    private static final String FILE = "part-00000.parquet";

    private final Storage storage;
    private final Warehouse warehouse;

    PlainShelf(String root, Configuration conf) {
        this.storage = Storage.open(root, conf);
        this.warehouse = Warehouse.open(root, conf);
    }

    Warehouse warehouse() {
        return warehouse;
    }

    WarehouseRun join(LocalDate date, String runId) {
        return warehouse.joinRun(date, RunId.of(runId), Shelf.START);
    }

    /** Joins the run, finishes its tables and publishes it. */
    Release night(LocalDate date, String runId) {
        return night(date, runId, Shelf.draft());
    }

    Release night(LocalDate date, String runId, ReleaseDraft draft) {
        WarehouseRun run = join(date, runId);
        finish(run);
        return run.publish(draft);
    }

    /** Writes both tables with the run's name as their text. */
    void finish(WarehouseRun run) {
        finish(run, Shelf.PRICES, text(run.date(), run.runId()));
        finish(run, Shelf.VISITS, text(run.date(), run.runId()));
    }

    static String text(LocalDate date, RunId runId) {
        return date + " " + runId;
    }

    void finish(WarehouseRun run, Contract contract, String text) {
        String attempt = UUID.randomUUID().toString();
        String folder = Layout.run(run.date(), run.runId());
        byte[] bytes = text.getBytes(UTF_8);
        storage.createExclusively(Layout.attempt(folder, contract.table(), attempt) + "/" + FILE, bytes);
        DataFile file = new DataFile(FILE, bytes.length, "00000000", 1);
        Manifest manifest = new Manifest(
                Json.FORMAT, contract.table(), contract.version(), attempt, "", 1, Shelf.FINGERPRINT, List.of(file));
        storage.createExclusively(Layout.manifest(folder, contract.table()), Json.bytes(manifest));
    }

    /** The text of a released table. */
    String read(Release release, Contract contract) {
        String folder = release.table(contract.table()).orElseThrow().folder();
        return new String(storage.read(folder + "/" + FILE).orElseThrow(), UTF_8);
    }

    Storage storage() {
        return storage;
    }
}
