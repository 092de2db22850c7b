package io.nightshift.jobs.recommend.again;

import static org.apache.spark.sql.functions.lit;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Measures after how long items are bought again, and tells users' own items that are due. */
public final class AgainJob implements Job {
    @Override
    public String name() {
        return "again";
    }

    @Override
    public String description() {
        return "Measures how soon items are bought again and when each user's own items are due";
    }

    @Override
    public List<Contract> reads() {
        return List.of(EventsTable.CONTRACT, ItemsTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(ItemRepurchaseTable.CONTRACT, BuyAgainTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("recommend.sources.again");
    }

    @Override
    public boolean isSteady(Contract table, Run run) {
        return run.settings().recommend().sources().again().enabled();
    }

    @Override
    public void compute(Run run) {
        AgainSettings settings = run.settings().recommend().sources().again();
        if (!settings.enabled()) {
            writes().forEach(table -> run.write(table, run.spark().createDataFrame(List.of(), table.schema())));
            return;
        }
        Dataset<Row> own =
                Repurchases.own(run.table(EventsTable.CONTRACT), run.date()).persist();
        Dataset<Row> intervals = run.write(ItemRepurchaseTable.CONTRACT, dated(Repurchases.items(own), run));
        Dataset<Row> items = run.table(ItemsTable.CONTRACT);
        run.write(BuyAgainTable.CONTRACT, dated(Repurchases.due(own, intervals, items, run.date(), settings), run));
        own.unpersist();
    }

    private static Dataset<Row> dated(Dataset<Row> rows, Run run) {
        return rows.withColumn(BuyAgainTable.RUN_DATE, lit(Date.valueOf(run.date())));
    }
}
