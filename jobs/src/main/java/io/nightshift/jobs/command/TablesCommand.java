package io.nightshift.jobs.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.nightshift.contract.Column;
import io.nightshift.contract.Contract;
import io.nightshift.jobs.JobCatalog;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints every table's contract: for people, as JSON, or as the Markdown of docs/tables.md. */
@Command(
        name = "tables",
        description = "Every table's contract: columns, types, key, version.",
        footer = {"", "Example: nightshift tables --json"},
        mixinStandardHelpOptions = true)
final class TablesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON for machines.")
    private boolean json;

    @Option(names = "--markdown", description = "Print docs/tables.md.")
    private boolean markdown;

    @Override
    public Integer call() throws JsonProcessingException {
        List<Contract> tables = JobCatalog.standard().tables();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.pretty(tables.stream().map(TablesCommand::asMap).toList()));
        } else if (markdown) {
            out.print(TablesDocument.of(tables));
        } else {
            tables.forEach(table -> print(out, table));
        }
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, Contract table) {
        out.printf(
                "%s %s, %s: %s%n",
                table.table(), table.version(), table.released() ? "released" : "internal", table.description());
        for (Column column : table.columns()) {
            out.printf(
                    "  %-18s %-22s %-9s %s%n",
                    column.name(),
                    typeOf(column),
                    table.key().contains(column.name()) ? "key" : column.nullable() ? "nullable" : "",
                    column.description());
        }
        out.println();
    }

    private static Map<String, Object> asMap(Contract table) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("table", table.table());
        map.put("description", table.description());
        map.put("version", table.version().toString());
        map.put("released", table.released());
        map.put("key", table.key());
        map.put(
                "columns",
                table.columns().stream()
                        .map(column -> {
                            Map<String, Object> fields = new LinkedHashMap<>();
                            fields.put("name", column.name());
                            fields.put("type", typeOf(column));
                            fields.put("nullable", column.nullable());
                            fields.put("description", column.description());
                            return fields;
                        })
                        .toList());
        return map;
    }

    static String typeOf(Column column) {
        return column.type().sql().toLowerCase(Locale.ROOT).replace(" not null", "");
    }
}
