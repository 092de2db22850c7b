package io.nightshift.jobs;

import io.nightshift.errors.SettingsException;
import java.util.ArrayList;
import java.util.List;

/** All jobs of a night, or some of them, one after the other in the catalog's order. */
public final class Nightly {
    private final JobCatalog catalog;

    public Nightly(JobCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Computes every job.
     *
     * @throws SettingsException before anything is computed, with every problem that the jobs find in their settings
     */
    public List<JobReport> computeAll(Night night) {
        requireUsable(night, catalog.jobs());
        return compute(night, catalog.jobs());
    }

    /**
     * Computes the jobs of these names in the catalog's order; the tables of the others must be there.
     *
     * @throws SettingsException when there is no job of a name
     */
    public List<JobReport> computeOnly(Night night, List<String> names) {
        List<Job> jobs = chosen(names);
        requireUsable(night, jobs);
        return compute(night, jobs);
    }

    /** The jobs of these names in the catalog's order. */
    public List<Job> chosen(List<String> names) {
        List<String> known = catalog.jobs().stream().map(Job::name).toList();
        List<String> problems = names.stream()
                .filter(name -> !known.contains(name))
                .map(name -> "Cannot choose jobs: --only=" + name + ", expected one of " + known
                        + io.nightshift.config.Nearest.to(name, known)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; nightshift jobs lists them"))
                .toList();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return catalog.jobs().stream().filter(job -> names.contains(job.name())).toList();
    }

    /**
     * Tells every problem of the jobs' settings that only a session can see.
     *
     * @throws SettingsException when there is one
     */
    static void requireUsable(Night night, List<Job> jobs) {
        Run run = night.reader();
        List<String> problems = jobs.stream()
                .flatMap(job -> job.settingsProblems(run.settings(), run.spark()).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    static List<JobReport> compute(Night night, List<Job> jobs) {
        List<JobReport> reports = new ArrayList<>();
        jobs.forEach(job -> reports.add(night.compute(job)));
        return reports;
    }
}
