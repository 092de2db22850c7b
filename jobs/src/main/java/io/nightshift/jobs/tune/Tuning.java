package io.nightshift.jobs.tune;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.nightshift.contract.Contract;
import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.JobCatalog;
import io.nightshift.jobs.LoadedSettings;
import io.nightshift.jobs.evaluate.EvaluateJob;
import io.nightshift.jobs.evaluate.Figure;
import io.nightshift.jobs.evaluate.ModelMetricsTable;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.IngestJob;
import io.nightshift.jobs.propensity.PropensityBacktestTable;
import io.nightshift.storage.Storage;
import io.nightshift.warehouse.RunStart;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/**
 * A search for settings, trial by trial.
 *
 * <ol>
 *   <li>the inputs are read once
 *   <li>a trial: the settings with the trial's values over them; the jobs that the backtest depends on; the backtest
 *   <li>its objective goes to the log, its tables are let go
 * </ol>
 */
public final class Tuning {
    private static final String ROOT = "nightshift";

    private final LoadedSettings loaded;
    private final LocalDate date;
    private final Storage folder;
    private final TrialLog log;
    private final TuneSettings tune;
    private final List<Job> jobs = jobsOfTrial();

    /**
     * Begins a search, or goes on with it.
     *
     * @param folder where the trials are kept, and the tables of the one under way
     * @throws SettingsException when there is nothing to vary, or the folder holds another search
     */
    public Tuning(LoadedSettings loaded, LocalDate date, Storage folder) {
        this.loaded = loaded;
        this.date = date;
        this.tune = loaded.settings().tune();
        if (tune.ranges().isEmpty()) {
            throw new SettingsException("Cannot tune: tune.ranges=[], expected at least one setting to vary; add one");
        }
        this.folder = folder;
        this.log = TrialLog.open(folder, search());
    }

    /** The trials so far. */
    public TrialLog log() {
        return log;
    }

    /**
     * Does the trials that are not in the log, until the budget is used up; its minutes are those of this call.
     *
     * @param done is told of every trial, also of those found in the log
     */
    public void run(SparkSession spark, Consumer<Trial> done) {
        SearchSpace space = new SearchSpace(tune, loaded.settings().seed());
        TimeBudget time = new TimeBudget(tune.minutes(), System::nanoTime);
        try (HeldRun base = HeldRun.of(spark, date, settings(Map.of()).settings(), folder)) {
            for (int number = 0; number <= tune.trials().orElse(Integer.MAX_VALUE - 1); number++) {
                Optional<Map<String, String>> values = space.trial(number);
                if (values.isEmpty()) {
                    return;
                }
                Optional<Trial> finished = log.finished(number);
                if (finished.isEmpty() && time.isUsedUp()) {
                    return;
                }
                done.accept(finished.isPresent() ? finished.get() : trial(base, number, values.get()));
            }
        }
    }

    private Trial trial(HeldRun base, int number, Map<String, String> values) {
        long start = System.nanoTime();
        LoadedSettings changed = settings(values);
        readInputsOnce(base);
        try (HeldRun run = base.above(changed.settings())) {
            jobs.forEach(job -> job.compute(run));
            Map<String, Double> byCut = objective(Figure.all(run.table(ModelMetricsTable.CONTRACT)));
            Trial trial = new Trial(number, values, byCut, (System.nanoTime() - start) / 1e9);
            log.add(trial);
            return trial;
        }
    }

    private void readInputsOnce(HeldRun base) {
        if (base.has(EventsTable.CONTRACT)) {
            return;
        }
        new IngestJob().compute(base);
        Contract targets = PropensityBacktestTable.CONTRACT;
        base.write(targets, base.spark().createDataFrame(List.of(), targets.schema()));
    }

    /** The jobs behind the tables that the backtest of lists reads, and the backtest; those of the targets are not among them. */
    private static List<Job> jobsOfTrial() {
        List<Job> jobs = JobCatalog.standard().jobs();
        Set<String> wanted = tablesOf(new EvaluateJob().reads());
        wanted.remove(PropensityBacktestTable.CONTRACT.table());
        Deque<Job> chosen = new ArrayDeque<>(List.of(new EvaluateJob()));
        for (int i = jobs.size() - 1; i >= 0; i--) {
            Job job = jobs.get(i);
            if (tablesOf(job.writes()).stream().anyMatch(wanted::contains) && !(job instanceof IngestJob)) {
                wanted.addAll(tablesOf(job.reads()));
                chosen.addFirst(job);
            }
        }
        return List.copyOf(chosen);
    }

    private static Set<String> tablesOf(List<Contract> tables) {
        return tables.stream().map(Contract::table).collect(Collectors.toCollection(HashSet::new));
    }

    /** The settings with a trial's values; the backtest goes with any date, and measures no more than the objective needs. */
    private LoadedSettings settings(Map<String, String> values) {
        Config changed = loaded.section().atPath(ROOT);
        Map<String, Object> forced = Map.of(
                "evaluate.schedule",
                "nightly",
                "evaluate.category-level",
                tune.objective().protocol().equals("category"),
                "evaluate.lengths",
                List.of(tune.objective().k()),
                "evaluate.slices.favourite-category",
                false);
        for (Map.Entry<String, Object> setting : forced.entrySet()) {
            changed =
                    changed.withValue(ROOT + "." + setting.getKey(), ConfigValueFactory.fromAnyRef(setting.getValue()));
        }
        for (Map.Entry<String, String> setting : values.entrySet()) {
            Config value = ConfigFactory.parseString("value = " + setting.getValue());
            changed = changed.withValue(ROOT + "." + setting.getKey(), value.getValue("value"));
        }
        return LoadedSettings.of(changed);
    }

    /** What decides the outcome of a trial, as text; the budget and the machine do not. */
    private String search() {
        Config deciding = loaded.section();
        for (String path : List.of("tune.trials", "tune.minutes", "warehouse", "spark")) {
            deciding = deciding.withoutPath(path);
        }
        RunStart start = RunStart.of(deciding, loaded.start().codeVersion());
        return ConfigFactory.parseMap(Map.of(
                        "date", date.toString(),
                        "code", start.codeVersion(),
                        "objective", tune.objective().toString(),
                        "settings", start.settingsHash()))
                .root()
                .render(ConfigRenderOptions.concise());
    }

    private Map<String, Double> objective(List<Figure> figures) {
        TuneSettings.Objective objective = tune.objective();
        Map<String, Double> byCut = new TreeMap<>(figures.stream()
                .filter(f -> f.model().equals(objective.model()) && f.protocol().equals(objective.protocol()))
                .filter(f -> f.metric().equals(objective.metric()) && f.k() == objective.k())
                .filter(f -> f.slice().equals(ModelMetricsTable.SLICE_ALL))
                .collect(Collectors.toMap(f -> f.cut().toString(), Figure::value)));
        if (byCut.isEmpty()) {
            throw new SettingsException("Cannot tune: tune.objective=" + objective + ", expected a figure of one of "
                    + figures.stream().map(Figure::model).distinct().sorted().toList()
                    + "; choose one that the backtest measures, or a date with enough history before it");
        }
        return byCut;
    }
}
