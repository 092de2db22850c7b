package io.nightshift.jobs.publish;

import io.nightshift.contract.Audit;
import io.nightshift.errors.RejectedException;
import io.nightshift.jobs.evaluate.Figure;
import io.nightshift.jobs.evaluate.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was found out about a run before its release.
 *
 * @param audits of its tables
 * @param figures of its models
 * @param verdicts of the gate over these figures
 */
record Findings(List<Audit> audits, List<Figure> figures, List<Verdict> verdicts) {
    private static final String KEPT = "; the live release stays, and the run is kept for inspection";

    /** All of it by name, for the report: 1 for a check that passed and 0 for one that failed, and the models' figures. */
    Map<String, Double> reported() {
        Map<String, Double> reported = new TreeMap<>();
        audits.forEach(audit -> reported.put("audit." + audit.table() + "." + audit.check(), passed(audit.passed())));
        verdicts.forEach(verdict -> reported.put("gate." + verdict.check(), passed(verdict.passed())));
        figures.forEach(figure -> reported.put(
                String.join(
                        ".",
                        "metric",
                        figure.model(),
                        figure.protocol(),
                        figure.metric() + (figure.k() > 0 ? "@" + figure.k() : ""),
                        figure.slice()),
                figure.value()));
        return reported;
    }

    /**
     * Keeps the run back when anything failed.
     *
     * @throws RejectedException naming each audit and gate that failed
     */
    void requirePassed() {
        Stream<String> failedAudits = audits.stream()
                .filter(audit -> !audit.passed())
                .map(audit -> "Cannot publish: audit " + audit.check() + " of " + audit.table() + " found "
                        + audit.found() + ", expected it to pass" + KEPT);
        Stream<String> failedGates = verdicts.stream()
                .filter(verdict -> !verdict.passed())
                .map(verdict -> "Cannot publish: gate " + verdict.sentence()
                        + ", expected not to be worse than the baseline" + KEPT);
        List<String> failures = Stream.concat(failedAudits, failedGates).toList();
        if (!failures.isEmpty()) {
            throw new RejectedException(String.join(System.lineSeparator(), failures));
        }
    }

    private static double passed(boolean passed) {
        return passed ? 1 : 0;
    }
}
