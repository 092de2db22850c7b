package io.nightshift.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightshift.jobs.recommend.rules.Placement;
import io.nightshift.jobs.recommend.rules.Placement.Subject;
import io.nightshift.warehouse.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The placements that a release has candidates for, out of the settings that it was made with. */
final class PlacementsBefore {
    private final long number;
    private final Map<String, Before> placements = new TreeMap<>();

    private PlacementsBefore(long number) {
        this.number = number;
    }

    private record Before(Subject subject, int topN, Set<String> sources) {}

    static PlacementsBefore of(Release release) {
        PlacementsBefore before = new PlacementsBefore(release.number());
        JsonNode recommend = release.settings().path("recommend");
        for (JsonNode placement : recommend.path("placements")) {
            Set<String> sources = new TreeSet<>();
            placement.path("sources").forEach(source -> sources.add(source.asText()));
            before.placements.put(
                    placement.path("name").asText(),
                    new Before(
                            placement.path("for").asText("users").equals("items") ? Subject.ITEMS : Subject.USERS,
                            placement
                                    .path("top-n")
                                    .asInt(recommend.path("top-n").asInt()),
                            sources));
        }
        return before;
    }

    /** One line for each placement for which there are no candidates, or too few, or others. */
    List<String> problems(List<Placement> now) {
        List<String> problems = new ArrayList<>();
        for (Placement placement : now) {
            Before before = placements.get(placement.name());
            Set<String> sources = new TreeSet<>();
            placement.sources().forEach(source -> sources.add(source.id()));
            if (before == null
                    || before.subject != placement.subject()
                    || before.topN < placement.topN()
                    || !before.sources.equals(sources)) {
                problems.add("Cannot refilter: recommend.placements=" + placement.name()
                        + ", expected one that release "
                        + number + " has candidates of, with its for and sources and at most its top-n; run the night"
                        + " again for what is new in it");
            }
        }
        return problems;
    }
}
