package io.nightshift.jobs.tune;

import io.nightshift.errors.SettingsException;
import io.nightshift.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The trials of one search, a file for each in a folder that the user names; a finished trial is never done again. */
public final class TrialLog {
    private static final String SEARCH = "search.json";

    private final Storage storage;

    private TrialLog(Storage storage) {
        this.storage = storage;
    }

    /**
     * Begins a search in a folder, or goes on with it.
     *
     * @param search what decides the outcome of a trial: settings, date, code
     * @throws SettingsException when the folder holds another search
     */
    static TrialLog open(Storage storage, String search) {
        byte[] mine = (search + "\n").getBytes(StandardCharsets.UTF_8);
        if (!storage.createExclusively(SEARCH, mine)
                && !storage.read(SEARCH)
                        .filter(first -> Arrays.equals(first, mine))
                        .isPresent()) {
            throw new SettingsException(
                    "Cannot go on with the search: --log=" + storage.root()
                            + ", expected the folder of a search with the same settings, date and code; restore them, or name another folder");
        }
        return new TrialLog(storage);
    }

    /** The trial of that number, if it has finished. */
    Optional<Trial> finished(int number) {
        return storage.read(file(number)).map(Trial::parse);
    }

    void add(Trial trial) {
        storage.createExclusively(file(trial.number()), trial.json());
    }

    /** The finished trials, the best first; ties by number. */
    public List<Trial> best() {
        return storage.list("trials").stream()
                .filter(entry -> entry.isFile() && !Storage.isTemporary(entry))
                .flatMap(entry -> storage.read("trials/" + entry.name()).stream())
                .map(Trial::parse)
                .sorted(Comparator.comparingDouble(Trial::value).reversed().thenComparingInt(Trial::number))
                .toList();
    }

    private static String file(int number) {
        return String.format(Locale.ROOT, "trials/%06d.json", number);
    }
}
