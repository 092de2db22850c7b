package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Fits a vector for each user and each item to the night's interactions. */
public final class AlsJob implements Job {
    @Override
    public String name() {
        return "als";
    }

    @Override
    public String description() {
        return "Fits implicit ALS to the interactions: a vector for each user and each item";
    }

    @Override
    public List<Contract> reads() {
        return List.of(InteractionsTable.CONTRACT, UserIndexTable.CONTRACT, ItemIndexTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(UserFactorsTable.CONTRACT, ItemFactorsTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("recommend.als", "seed");
    }

    @Override
    public void compute(Run run) {
        FactorTrainer trainer = FactorTrainer.of(
                run.settings().recommend().als(), run.settings().seed());
        try (Factors factors = trainer.fit(run.table(InteractionsTable.CONTRACT))) {
            write(run, factors);
        }
    }

    private static void write(Run run, Factors factors) {
        Dataset<Row> users = named(
                factors.users(), run.table(UserIndexTable.CONTRACT), UserIndexTable.USER, UserFactorsTable.USER_ID);
        Dataset<Row> items = named(
                factors.items(), run.table(ItemIndexTable.CONTRACT), ItemIndexTable.ITEM, ItemFactorsTable.ITEM_ID);
        run.write(UserFactorsTable.CONTRACT, dated(users, run.date()));
        run.write(ItemFactorsTable.CONTRACT, dated(items, run.date()));
    }

    private static Dataset<Row> named(Dataset<Row> factors, Dataset<Row> index, String dense, String id) {
        return factors.join(index, dense).select(col(id), col(Factors.FACTOR));
    }

    private static Dataset<Row> dated(Dataset<Row> factors, LocalDate date) {
        return factors.withColumn(UserFactorsTable.RUN_DATE, lit(Date.valueOf(date)));
    }
}
