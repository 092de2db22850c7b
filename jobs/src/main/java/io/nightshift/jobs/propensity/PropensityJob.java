package io.nightshift.jobs.propensity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.features.UserDaysTable;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import io.nightshift.jobs.propensity.TargetWindows.Purpose;
import io.nightshift.spark.SideBySide;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains a model for each target on earlier dates, scores every user with a purchase as of the run date, and keeps the predictions of
 * the same models trained a horizon earlier, from which {@code evaluate} measures them.
 */
public final class PropensityJob implements Job {
    /** Training rows in one partition: enough to keep a core busy, and a count that does not depend on the cluster. */
    private static final long ROWS_IN_PARTITION = 50_000;

    /** A fit is hundreds of short Spark jobs: while one waits for the driver, the other keeps the cores busy. */
    private static final int FITS_AT_ONCE = 2;

    @Override
    public String name() {
        return "propensity";
    }

    @Override
    public String description() {
        return "Calibrated probabilities of the targets, with reasons, and the predictions that measure them";
    }

    @Override
    public List<Contract> reads() {
        return List.of(EventsTable.CONTRACT, ItemsTable.CONTRACT, UsersTable.CONTRACT, UserDaysTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(
                PropensityScoresTable.CONTRACT,
                PropensityModelsTable.CONTRACT,
                PropensityTargetsTable.CONTRACT,
                PropensityBacktestTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("propensity", "features", "seed");
    }

    @Override
    public void compute(Run run) {
        PropensitySettings settings = run.settings().propensity();
        List<TargetSettings> targets = settings.targets();
        List<List<TargetWindows>> windows = windows(run, settings);
        Dataset<Row> observations = observations(run, settings, windows).persist(StorageLevel.MEMORY_AND_DISK());
        List<Encoding.Levels> levels = AttributeLevels.of(run.table(UsersTable.CONTRACT), settings);
        List<Callable<FittedTarget>> fits = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            TargetTraining training = new TargetTraining(
                    i,
                    encoding(targets.get(i), settings, levels),
                    settings,
                    run.settings().seed());
            windows.get(i).forEach(ofPurpose -> fits.add(() -> training.fit(observations, ofPurpose)));
        }
        List<FittedTarget> fitted = SideBySide.call(fits, FITS_AT_ONCE);
        write(run, observations, fitted);
        observations.unpersist();
    }

    private static void write(Run run, Dataset<Row> observations, List<FittedTarget> fitted) {
        List<TargetSettings> targets = run.settings().propensity().targets();
        Dataset<Row> scores = PropensityScores.undecided(observations, of(Purpose.SCORE, fitted), targets)
                .persist(StorageLevel.MEMORY_AND_DISK());
        run.write(PropensityScoresTable.CONTRACT, PropensityScores.withDeciles(scores, run.date()));
        scores.unpersist();
        run.write(
                PropensityBacktestTable.CONTRACT,
                PropensityScores.backtest(observations, of(Purpose.MEASURE, fitted), targets));
        run.write(PropensityModelsTable.CONTRACT, FittedTargets.models(run.spark(), fitted, targets));
        run.write(PropensityTargetsTable.CONTRACT, FittedTargets.outcomes(run.spark(), fitted, targets));
        for (FittedTarget target : fitted) {
            run.report(
                    "propensity." + targets.get(target.target()).name() + "."
                            + target.windows().purpose().id() + "." + target.outcome(),
                    target.examples().rows());
        }
    }

    private static List<FittedTarget> of(Purpose purpose, List<FittedTarget> fitted) {
        return fitted.stream()
                .filter(target -> target.windows().purpose() == purpose)
                .toList();
    }

    private static Dataset<Row> observations(Run run, PropensitySettings settings, List<List<TargetWindows>> windows) {
        List<LocalDate> dates = windows.stream()
                .flatMap(List::stream)
                .flatMap(w -> Stream.concat(Stream.of(w.asOf()), w.training().stream()))
                .distinct()
                .sorted()
                .toList();
        Dataset<Row> userDays = run.table(UserDaysTable.CONTRACT);
        Dataset<Row> purchases = TargetPurchases.of(
                new TargetPurchases.Inputs(run.table(EventsTable.CONTRACT), run.table(ItemsTable.CONTRACT), userDays),
                settings.targets(),
                run.settings().features());
        long rows = run.rows(UsersTable.CONTRACT) * dates.size();
        return Observations.of(
                        new Observations.Inputs(userDays, purchases, run.table(UsersTable.CONTRACT)),
                        new Observations.Dates(run.date(), dates),
                        settings)
                .repartition((int) (1 + rows / ROWS_IN_PARTITION), col(Observations.USER_ID))
                .sortWithinPartitions(Observations.USER_ID, Observations.AS_OF);
    }

    /** For each target, the windows of tonight's model and of the measured one. */
    private static List<List<TargetWindows>> windows(Run run, PropensitySettings settings) {
        Row first =
                run.table(UserDaysTable.CONTRACT).agg(min(UserDaysTable.DAY)).first();
        LocalDate firstDay =
                first.isNullAt(0) ? run.date().plusDays(1) : first.getDate(0).toLocalDate();
        TargetWindows.History history = new TargetWindows.History(firstDay, settings.windows());
        List<Purpose> purposes = settings.measure() ? List.of(Purpose.values()) : List.of(Purpose.SCORE);
        return settings.targets().stream()
                .map(target -> purposes.stream()
                        .map(purpose -> TargetWindows.of(purpose, target, run.date(), history))
                        .toList())
                .toList();
    }

    private static Encoding encoding(TargetSettings target, PropensitySettings settings, List<Encoding.Levels> levels) {
        List<Encoding.Numeric> numbers = Observations.numbers(settings);
        return new Encoding(
                target.filtered()
                        ? Stream.concat(numbers.stream(), TargetHistory.FEATURES.stream())
                                .toList()
                        : numbers,
                levels);
    }
}
