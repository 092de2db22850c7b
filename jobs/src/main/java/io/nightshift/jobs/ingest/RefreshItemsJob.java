package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.contract.Contract;
import io.nightshift.input.UnreadableInput;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads the items input afresh into a run that takes everything else over from another: prices, stock, attributes as they are now.
 * Items that the input no longer has are gone from the table, new ones are in it.
 */
public final class RefreshItemsJob implements Job {
    private final Dataset<Row> filesBefore;

    /** @param filesBefore rows of {@link InputFilesTable}: the files that the other run had read */
    public RefreshItemsJob(Dataset<Row> filesBefore) {
        this.filesBefore = filesBefore;
    }

    @Override
    public String name() {
        return "items";
    }

    @Override
    public String description() {
        return "Reads the items input afresh";
    }

    @Override
    public List<Contract> reads() {
        return List.of();
    }

    @Override
    public List<Contract> writes() {
        return List.of(InputFilesTable.CONTRACT, ItemsTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("inputs.items", "ingest", "time-zone");
    }

    @Override
    public String inputFingerprint(Run run) {
        return files(run).fingerprint();
    }

    @Override
    public void compute(Run run) {
        try (HeldRows held = new HeldRows()) {
            Dataset<Row> items = held.hold(new InputReading(run.spark(), run.settings(), run.date())
                    .items()
                    .orElseThrow());
            new InputChecks(run.settings().inputs(), run.settings().ingest())
                    .requireFewBadRows(Classified.outcomesOfItems(items));
            run.write(
                    InputFilesTable.CONTRACT,
                    filesBefore
                            .where(col(InputFilesTable.INPUT).notEqual(lit(ItemRows.INPUT)))
                            .unionByName(files(run).table(run.spark())));
            run.write(ItemsTable.CONTRACT, Intake.kept(ItemsTable.CONTRACT, items));
        } catch (Exception failure) {
            throw UnreadableInput.explain(failure);
        }
    }

    private static ReadFiles files(Run run) {
        return ReadFiles.of(
                run.settings().inputs().itemsOnly(),
                run.spark().sparkContext().hadoopConfiguration());
    }
}
