package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.types.DataTypes.DateType;

import io.nightshift.contract.Column;
import io.nightshift.contract.Contract;
import io.nightshift.contract.ContractVersion;
import io.nightshift.jobs.recommend.InteractionsTable;
import java.util.stream.Stream;

/** What the backtest's models were trained on: {@link InteractionsTable} as of each cut. */
final class BacktestPairsTable {
    static final String CUT_DATE = "cut_date";

    private static final Column CUT =
            new Column(CUT_DATE, DateType, false, "The last day that the models were trained on");

    static final Contract CONTRACT = new Contract(
            "backtest_pairs",
            "One pair of a user and an item with at least one event up to a cut of the backtest",
            new ContractVersion(2, 0),
            InteractionsTable.CONTRACT.released(),
            Stream.concat(Stream.of(CUT), InteractionsTable.CONTRACT.columns().stream())
                    .toList(),
            Stream.concat(Stream.of(CUT_DATE), InteractionsTable.CONTRACT.key().stream())
                    .toList());

    private BacktestPairsTable() {}
}
