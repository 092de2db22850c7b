package io.nightshift.warehouse;

import io.nightshift.contract.Audit;
import io.nightshift.contract.Contract;
import io.nightshift.input.InputFile;
import java.util.List;
import java.util.Map;

/**
 * What publishing adds to the tables of a run.
 *
 * @param tables the tables that readers shall see; the run must have finished each
 * @param suppression the suppression list that the run applied
 * @param inputs the files read, by input: events, items, users, suppression
 * @param metrics name to finite value
 * @param audits the checks that the tables passed
 * @param promotion what happens when a later date is live
 */
public record ReleaseDraft(
        List<Contract> tables,
        Suppression suppression,
        Map<String, List<InputFile>> inputs,
        Map<String, Double> metrics,
        List<Audit> audits,
        Promotion promotion) {

    /** Whether a release of an older date than the live one becomes live. */
    public enum Promotion {
        /** It is released beside the live one, to be read by its date. */
        NEWEST_DATE,
        /** It replaces the live one. */
        MAKE_LIVE
    }
}
