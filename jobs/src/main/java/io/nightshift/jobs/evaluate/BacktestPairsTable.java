package io.nightshift.jobs.evaluate;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.recommend.InteractionsTable;

/** What the backtest's models were trained on: {@link InteractionsTable} as of the cut. */
final class BacktestPairsTable {
    static final Contract CONTRACT = new Contract(
            "backtest_pairs",
            "One pair of a user and an item with at least one event up to the cut of the backtest",
            InteractionsTable.CONTRACT.version(),
            InteractionsTable.CONTRACT.released(),
            InteractionsTable.CONTRACT.columns(),
            InteractionsTable.CONTRACT.key());

    private BacktestPairsTable() {}
}
