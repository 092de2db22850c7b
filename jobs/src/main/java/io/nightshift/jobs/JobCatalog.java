package io.nightshift.jobs;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.evaluate.EvaluateJob;
import io.nightshift.jobs.features.FeaturesJob;
import io.nightshift.jobs.ingest.IngestJob;
import io.nightshift.jobs.propensity.PropensityJob;
import io.nightshift.jobs.recommend.AlsJob;
import io.nightshift.jobs.recommend.InteractionsJob;
import io.nightshift.jobs.recommend.PopularJob;
import io.nightshift.jobs.recommend.RecommendJob;
import io.nightshift.jobs.recommend.again.AgainJob;
import io.nightshift.jobs.recommend.basket.BasketJob;
import io.nightshift.jobs.recommend.content.ContentJob;
import io.nightshift.jobs.recommend.linear.LinearJob;
import io.nightshift.jobs.recommend.neighbours.NeighboursJob;
import io.nightshift.jobs.recommend.neighbours.UserNeighboursJob;
import io.nightshift.jobs.recommend.neighbours.ViewedThenBoughtJob;
import io.nightshift.jobs.recommend.ranking.RankerJob;
import io.nightshift.jobs.recommend.rules.RulesJob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every job of a night, in an order in which each finds its tables written. */
public final class JobCatalog {
    private final List<Job> jobs;

    /** The jobs of Nightshift. */
    public static JobCatalog standard() {
        return new JobCatalog(List.of(
                new IngestJob(),
                new FeaturesJob(),
                new InteractionsJob(),
                new AlsJob(),
                new PopularJob(),
                new NeighboursJob(),
                new LinearJob(),
                new BasketJob(),
                new AgainJob(),
                new ContentJob(),
                new ViewedThenBoughtJob(),
                new UserNeighboursJob(),
                new RankerJob(),
                new RecommendJob(),
                new RulesJob(),
                new PropensityJob(),
                new EvaluateJob()));
    }

    JobCatalog(Collection<Job> declared) {
        this.jobs = ordered(declared);
    }

    /** All jobs in running order. */
    public List<Job> jobs() {
        return jobs;
    }

    /** The job of that name. */
    public Optional<Job> job(String name) {
        return jobs.stream().filter(job -> job.name().equals(name)).findFirst();
    }

    /** Every table of a night in the order of writing. */
    public List<Contract> tables() {
        return jobs.stream().flatMap(job -> job.writes().stream()).toList();
    }

    /** The table of that name. */
    public Optional<Contract> table(String name) {
        return tables().stream()
                .filter(contract -> contract.table().equals(name))
                .findFirst();
    }

    /** The tables that readers see together. */
    public List<Contract> releasedTables() {
        return tables().stream().filter(Contract::released).toList();
    }

    private static List<Job> ordered(Collection<Job> declared) {
        Map<String, Job> writers = new LinkedHashMap<>();
        for (Job job : declared) {
            for (Contract table : job.writes()) {
                Job other = writers.put(table.table(), job);
                if (other != null) {
                    throw new IllegalArgumentException("Cannot order jobs: " + other.name() + " and " + job.name()
                            + " both write " + table.table() + ", expected one writer; give the table to one of them");
                }
            }
        }
        List<Job> done = new ArrayList<>();
        for (Job job : declared) {
            visit(job, writers, new LinkedHashSet<>(), done);
        }
        return List.copyOf(done);
    }

    private static void visit(Job job, Map<String, Job> writers, Set<String> path, List<Job> done) {
        if (done.contains(job)) {
            return;
        }
        if (!path.add(job.name())) {
            throw new IllegalArgumentException(
                    "Cannot order jobs: " + path + " read each other's tables, expected no circle; split one of them");
        }
        for (Contract table : job.reads()) {
            Job writer = writers.get(table.table());
            if (writer == null) {
                throw new IllegalArgumentException("Cannot order jobs: " + job.name() + " reads " + table.table()
                        + ", expected a job that writes it; add that job to the catalog");
            }
            visit(writer, writers, path, done);
        }
        path.remove(job.name());
        done.add(job);
    }
}
