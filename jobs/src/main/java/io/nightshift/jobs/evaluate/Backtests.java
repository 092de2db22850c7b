package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.jobs.ReleasedTable;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.UsersTable;
import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.ListProtocol;
import io.nightshift.jobs.recommend.RecommendationsTable;
import io.nightshift.jobs.recommend.UserIndexTable;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * All cuts of a run: those that models are trained for, at the items and, if wanted, at their categories; and the date of the last
 * release, whose lists stand beside the popularity of that day.
 */
final class Backtests implements AutoCloseable {
    private final Run run;
    private final EvaluateSettings settings;
    private final Dataset<Row> pairs;
    private final Level level;
    private final List<Backtest> trained = new ArrayList<>();
    private final List<Backtest> ofCategories = new ArrayList<>();
    private final List<Dataset<Row>> persisted = new ArrayList<>();
    private final Optional<ReleasedTable> last;
    private Optional<Backtest> sinceRelease = Optional.empty();

    private Backtests(Run run) {
        this.run = run;
        this.settings = run.settings().evaluate();
        this.level = Level.items(run);
        this.last = run.liveAtStart(RecommendationsTable.CONTRACT)
                .filter(release -> release.date().isBefore(run.date()));
        List<Fold> folds = settings.folds(run.date());
        Optional<Fold> released = last.map(release -> new Fold(release.date(), run.date()));
        List<Fold> cuts = new ArrayList<>(folds);
        released.filter(fold -> folds.stream().noneMatch(f -> f.cut().equals(fold.cut())))
                .ifPresent(cuts::add);
        this.pairs = run.write(BacktestPairsTable.CONTRACT, union(cuts, this::pairs));
        cuts.forEach(this::prepare);
    }

    /** Writes what models learn from; nothing is trained yet. */
    static Backtests of(Run run) {
        return new Backtests(run);
    }

    private void prepare(Fold fold) {
        Dataset<Row> users = run.table(UserIndexTable.CONTRACT);
        Backtest backtest = new Backtest(fold, level, pairsOf(fold.cut()), later(fold), users);
        boolean isTrained = settings.folds(run.date()).contains(fold);
        if (isTrained) {
            trained.add(backtest);
        }
        if (last.isPresent() && last.get().date().equals(fold.cut())) {
            sinceRelease = Optional.of(backtest);
        }
        if (isTrained && settings.categoryLevel()) {
            Level categories = level.categories();
            Dataset<Row> known =
                    categories.pairs(fold.cut(), run.settings().interactions()).persist();
            Dataset<Row> later = categories.pairs(fold.end(), run.settings().interactions());
            persisted.add(known);
            ofCategories.add(new Backtest(fold, categories, known, later, users));
        }
    }

    private Dataset<Row> pairs(Fold fold) {
        return level.pairs(fold.cut(), run.settings().interactions())
                .withColumn(BacktestPairsTable.CUT_DATE, lit(Date.valueOf(fold.cut())));
    }

    private Dataset<Row> pairsOf(LocalDate cut) {
        return pairs.where(col(BacktestPairsTable.CUT_DATE).equalTo(lit(Date.valueOf(cut))))
                .drop(BacktestPairsTable.CUT_DATE);
    }

    /** The pairs as of the end of a test window: those of the run, or those of the next cut. */
    private Dataset<Row> later(Fold fold) {
        return fold.end().equals(run.date()) ? run.table(InteractionsTable.CONTRACT) : pairsOf(fold.end());
    }

    /** The columns of {@link BacktestListsTable} but the run date. */
    Dataset<Row> lists() {
        List<Dataset<Row>> lists = new ArrayList<>();
        trained.forEach(backtest -> lists.add(backtest.lists(run.settings())));
        ofCategories.forEach(
                backtest -> lists.add(Backtest.allAs(RankedModel.CATEGORY, backtest.lists(run.settings()))));
        sinceRelease.ifPresent(
                backtest -> lists.add(backtest.releasedLists(last.orElseThrow().rows(), settings.longest())));
        untrained()
                .ifPresent(backtest ->
                        lists.add(Backtest.allAs(RankedModel.id(ListProtocol.ALL), backtest.popularLists(settings))));
        return union(lists, Function.identity());
    }

    /** The columns of {@link BacktestRelevantTable} but the run date. */
    Dataset<Row> relevant() {
        List<Dataset<Row>> relevant = new ArrayList<>();
        trained.forEach(backtest -> relevant.add(backtest.relevant()));
        ofCategories.forEach(backtest -> relevant.add(Backtest.allAs(RankedModel.CATEGORY, backtest.relevant())));
        untrained()
                .ifPresent(backtest ->
                        relevant.add(Backtest.allAs(RankedModel.id(ListProtocol.ALL), backtest.relevant())));
        return union(relevant, Function.identity());
    }

    /** The columns of {@link BacktestItemsTable} but the run date. */
    Dataset<Row> items() {
        return BacktestItems.of(pairs, level.itemIndex());
    }

    /** The columns of {@link BacktestUsersTable} but the run date. */
    Dataset<Row> users() {
        return union(trained, backtest -> backtest.slices(run.table(UsersTable.CONTRACT), settings.slices()));
    }

    /** Which models have figures under which protocols. */
    List<ExpectedFigures> expected() {
        List<ExpectedFigures> expected = new ArrayList<>();
        for (Backtest backtest : trained) {
            for (RankedModel model : RankedModel.of(settings, run.settings().recommend())) {
                model.protocols()
                        .forEach(protocol ->
                                expected.add(new ExpectedFigures(backtest.cut(), model, RankedModel.id(protocol))));
                if (settings.categoryLevel() && model.protocols().contains(ListProtocol.ALL)) {
                    expected.add(new ExpectedFigures(backtest.cut(), model, RankedModel.CATEGORY));
                }
            }
        }
        String all = RankedModel.id(ListProtocol.ALL);
        sinceRelease.ifPresent(
                backtest -> expected.add(new ExpectedFigures(backtest.cut(), RankedModel.lastRelease(), all)));
        untrained().ifPresent(backtest -> RankedModel.popular(settings)
                .forEach(model -> expected.add(new ExpectedFigures(backtest.cut(), model, all))));
        return expected;
    }

    private Optional<Backtest> untrained() {
        return sinceRelease.filter(backtest -> !trained.contains(backtest));
    }

    private static <T> Dataset<Row> union(List<T> parts, Function<T, Dataset<Row>> rows) {
        return parts.stream().map(rows).reduce(Dataset::unionByName).orElseThrow();
    }

    @Override
    public void close() {
        trained.forEach(Backtest::close);
        ofCategories.forEach(Backtest::close);
        untrained().ifPresent(Backtest::close);
        persisted.forEach(Dataset::unpersist);
    }
}
