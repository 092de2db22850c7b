package io.nightshift.jobs.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.nightshift.warehouse.Release;
import io.nightshift.warehouse.StoredTable;
import io.nightshift.warehouse.Warehouse;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the releases, the newest first. */
@Command(
        name = "releases",
        description =
                "The releases of the warehouse, newest first; the live one is marked. Reads releases/, writes nothing.",
        footer = {"", "Example: nightshift releases --config conf/sample.conf"},
        mixinStandardHelpOptions = true)
final class ReleasesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--json", description = "Print JSON for machines.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Warehouse warehouse = WarehouseOptions.open(settings.load());
        List<Release> releases = warehouse.releases().all();
        int live = warehouse.releases().live().map(Release::number).orElse(0);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(
                    releases.stream().map(release -> asMap(release, live)).toList()));
        } else if (releases.isEmpty()) {
            out.println("No releases yet; nightshift nightly makes the first.");
        } else {
            out.printf("%-10s %-5s %-9s %-11s %-24s %12s%n", "release", "live", "kind", "date", "run id", "rows");
            releases.forEach(release -> out.printf(
                    "%08d   %-5s %-9s %-11s %-24s %12d%n",
                    release.number(),
                    release.number() == live ? "live" : "",
                    release.kind().name().toLowerCase(java.util.Locale.ROOT),
                    release.date(),
                    release.runId(),
                    rows(release)));
        }
        return 0;
    }

    private static long rows(Release release) {
        return release.tables().stream().mapToLong(StoredTable::rows).sum();
    }

    private static Map<String, Object> asMap(Release release, int live) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("release", release.number());
        map.put("live", release.number() == live);
        map.put("kind", release.kind().name().toLowerCase(java.util.Locale.ROOT));
        map.put("date", release.date().toString());
        map.put("run_id", release.runId().toString());
        map.put("rows", rows(release));
        return map;
    }
}
