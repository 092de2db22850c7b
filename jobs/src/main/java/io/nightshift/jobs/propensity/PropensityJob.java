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
import io.nightshift.jobs.propensity.TargetTraining.Wish;
import io.nightshift.jobs.propensity.TargetWindows.Purpose;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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
        List<Wish> wishes = wishes(run, settings);
        Dataset<Row> observations = observations(run, settings, wishes).persist(StorageLevel.MEMORY_AND_DISK());
        List<Encoding.Levels> levels = AttributeLevels.of(run.table(UsersTable.CONTRACT), settings);
        List<Encoding> encodings = targets.stream()
                .map(target -> new Encoding(
                        Observations.numbers(settings), levels, target.filtered() ? TargetHistory.FEATURES : List.of()))
                .toList();
        List<FittedTarget> fitted =
                new TargetTraining(encodings, settings, run.settings().seed()).fit(observations, wishes);
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

    private static Dataset<Row> observations(Run run, PropensitySettings settings, List<Wish> wishes) {
        List<LocalDate> dates = wishes.stream()
                .map(Wish::windows)
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

    /** For each target tonight's model, and the measured one unless that is off. */
    private static List<Wish> wishes(Run run, PropensitySettings settings) {
        Row first =
                run.table(UserDaysTable.CONTRACT).agg(min(UserDaysTable.DAY)).first();
        LocalDate firstDay =
                first.isNullAt(0) ? run.date().plusDays(1) : first.getDate(0).toLocalDate();
        TargetWindows.History history = new TargetWindows.History(firstDay, settings.windows());
        List<Wish> wishes = new ArrayList<>();
        for (int i = 0; i < settings.targets().size(); i++) {
            TargetSettings target = settings.targets().get(i);
            wishes.add(new Wish(i, TargetWindows.of(Purpose.SCORE, target, run.date(), history)));
            if (settings.measure()) {
                wishes.add(new Wish(i, TargetWindows.of(Purpose.MEASURE, target, run.date(), history)));
            }
        }
        return wishes;
    }
}
