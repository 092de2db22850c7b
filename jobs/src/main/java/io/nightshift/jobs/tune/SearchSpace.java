package io.nightshift.jobs.tune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Which settings a trial has; trial n is the same in every process, whatever was tried before it. */
final class SearchSpace {
    private final TuneSettings settings;
    private final long seed;

    SearchSpace(TuneSettings settings, long seed) {
        this.settings = settings;
        this.seed = seed;
    }

    /**
     * The settings of a trial.
     *
     * @param trial 0 for the settings as they are, then from 1
     * @return key to value; nothing beyond the last combination of a grid
     */
    Optional<Map<String, String>> trial(int trial) {
        if (trial == 0) {
            return Optional.of(Map.of());
        }
        return switch (settings.strategy()) {
            case RANDOM -> Optional.of(random(trial));
            case GRID -> combination(trial - 1);
        };
    }

    private Map<String, String> random(int trial) {
        SplittableRandom random = new SplittableRandom(seed ^ (trial * 0x9E3779B97F4A7C15L));
        Map<String, String> chosen = new LinkedHashMap<>();
        settings.ranges().forEach(range -> chosen.put(range.key(), range.at(random.nextDouble())));
        return chosen;
    }

    private Optional<Map<String, String>> combination(long number) {
        List<TuneRange> ranges = settings.ranges();
        String[] values = new String[ranges.size()];
        long rest = number;
        for (int i = ranges.size() - 1; i >= 0; i--) {
            List<String> grid = ranges.get(i).grid();
            values[i] = grid.get((int) (rest % grid.size()));
            rest /= grid.size();
        }
        if (rest > 0) {
            return Optional.empty();
        }
        Map<String, String> chosen = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            chosen.put(ranges.get(i).key(), values[i]);
        }
        return Optional.of(chosen);
    }
}
