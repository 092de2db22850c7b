package io.nightshift.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.errors.ExitCode;
import io.nightshift.spark.TestSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * A night of a small shop through the command line, and the mistakes that a new user makes. Long because all of them look at the one night,
 * which takes longer than they do.
 */
class CommandLineIT {
    private record Ended(ExitCode code, String out, String err) {}

    @TempDir
    private static Path folder;

    private static SmallShop shop;

    @BeforeAll
    static void runOneNight() {
        TestSpark.session();
        shop = new SmallShop(folder.resolve("shop"));
        Ended night = nightshift("nightly", "--run-id", "first");
        assertThat(night.code()).as(night.err()).isEqualTo(ExitCode.DONE);
    }

    private static Ended nightshift(String command, String... more) {
        List<String> args = new ArrayList<>(List.of(command));
        if (!List.of(more).contains("--config")) {
            args.addAll(List.of("--config", shop.settings().toString()));
        }
        if (!List.of(more).contains("--date")
                && !List.of("releases", "prune", "rollback").contains(command)) {
            args.addAll(List.of("--date", SmallShop.DAY.toString()));
        }
        args.addAll(List.of(more));
        return ended(args.toArray(String[]::new));
    }

    private static Ended ended(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandLine line = CommandLineInterface.commandLine();
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        int status = line.execute(args);
        return new Ended(
                ExitCode.values()[status], out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static String live() {
        return nightshift("releases", "--json").out();
    }

    private static void assertRefused(Ended ended, ExitCode code, String... words) {
        assertThat(ended.err()).contains(words);
        assertThat(ended.code()).isEqualTo(code);
        assertThat(nightshift("releases").out()).contains("first");
    }

    @Test
    void saysWhereTheReleasedTablesAre() {
        Ended path = nightshift("path", "recommendations");
        assertThat(path.code()).isEqualTo(ExitCode.DONE);
        assertThat(Path.of(path.out().strip())).isDirectory();
    }

    @Test
    void provesTheRelease() {
        Ended verify = nightshift("verify", "--run-id", "first");
        assertThat(verify.code()).as(verify.err()).isEqualTo(ExitCode.DONE);
        assertThat(verify.out()).contains("is whole");
    }

    @Test
    void doesNotProveADateThatWasNotReleased() {
        assertRefused(nightshift("verify", "--date", "2026-07-31"), ExitCode.INPUT_MISSING, "--date=2026-07-31");
    }

    @Test
    void comparesTheModelsOfARelease() {
        Ended compare = nightshift("compare", "--slices");
        assertThat(compare.code()).as(compare.err()).isEqualTo(ExitCode.DONE);
        assertThat(compare.out())
                .contains("protocol all after 2026-07-04", "beside popular-28d", "standard error", "history:");
        assertThat(nightshift("compare", "--run-id", "first", "--metric", "recall", "--k", "20")
                        .out())
                .contains("Run first of 2026-08-01", "recall@20");
        assertRefused(nightshift("compare", "--metric", "bliss"), ExitCode.INPUT_MISSING, "--metric=bliss", "ndcg@10");
    }

    @Test
    void tunesInAFolderOfItsOwnAndGoesOnFromIt() throws IOException {
        Path settings = Files.writeString(
                shop.settings().resolveSibling("tune.conf"),
                "include \"shop.conf\"\nnightshift.tune { strategy = grid, trials = 1\n"
                        + "objective { model = als }, ranges = [ { key = recommend.als.rank, values = [2, 4] } ] }");
        String[] options = {
            "--config", settings.toString(), "--log", folder.resolve("log").toString()
        };
        List<String> before = files(shop.warehouse());

        Ended first = nightshift("tune", options);
        assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.DONE);
        assertThat(first.out()).contains("the settings as they are", "{recommend.als.rank=2}", "The best of 2 trials");

        // A larger budget goes on: the two trials come from the log, with the times they took.
        Ended second = nightshift("tune", with(options, "--set", "nightshift.tune.trials=9"));
        assertThat(second.out()).contains(first.out().lines().skip(1).limit(2).toList());
        assertThat(second.out()).contains("{recommend.als.rank=4}", "The best of 3 trials");

        assertRefused(nightshift("tune", with(options, "--set", "nightshift.seed=1")), ExitCode.SETTINGS, "--log=");
        assertThat(files(shop.warehouse())).isEqualTo(before);
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Arrays.stream(options), Arrays.stream(more)).toArray(String[]::new);
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.map(Path::toString).sorted().toList();
        }
    }

    @Test
    void showsOneUser() {
        Ended inspect = nightshift("inspect", "user", "u07");
        assertThat(inspect.code()).as(inspect.err()).isEqualTo(ExitCode.DONE);
        assertThat(inspect.out()).contains("Latest events", "Item number", "orders_28d", "buys-g1-7d", "home");
    }

    @Test
    void saysThatAUserIsUnknown() {
        assertRefused(nightshift("inspect", "user", "nobody"), ExitCode.INPUT_MISSING, "user=nobody");
    }

    @Test
    void aSecondRunOfTheSameIdAdoptsTheRelease() {
        String before = live();
        Ended again = nightshift("nightly", "--run-id", "first");
        assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.DONE);
        assertThat(live()).isEqualTo(before);
    }

    @Test
    void refusesARunIdWithASlash() {
        assertRefused(nightshift("nightly", "--run-id", "../up"), ExitCode.SETTINGS, "../up");
    }

    @Test
    void refusesADateThatIsNone() {
        assertRefused(nightshift("nightly", "--date", "2026-02-30"), ExitCode.SETTINGS, "--date=2026-02-30");
    }

    @Test
    void listsEveryMistakeOfTheSettingsAtOnceAndNamesTheNearestKey() {
        assertRefused(
                nightshift(
                        "nightly",
                        "--set",
                        "nightshift.recommend.top-m=5",
                        "--set",
                        "nightshift.seed=many",
                        "--set",
                        "nightshift.time-zone=Mars"),
                ExitCode.SETTINGS,
                "did you mean nightshift.recommend.top-n?",
                "nightshift.seed",
                "nightshift.time-zone=Mars");
    }

    @Test
    void saysWhichInputIsMissing() throws IOException {
        Path settings = settingsWith(shop.events().toString(), "/nowhere/events.csv");
        assertRefused(
                nightshift("nightly", "--config", settings.toString()), ExitCode.INPUT_MISSING, "/nowhere/events.csv");
    }

    @Test
    void saysThatAFolderHasNoFiles() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path settings = settingsWith(shop.events().toString(), empty.toString());
        assertRefused(nightshift("nightly", "--config", settings.toString()), ExitCode.INPUT_MISSING, empty.toString());
    }

    @Test
    void namesAColumnThatDoesNotExistAndTheNearest() throws IOException {
        Path settings = settingsWith("user-id = user,", "user-id = usr,");
        Ended ended = nightshift("nightly", "--config", settings.toString());
        assertRefused(ended, ExitCode.SETTINGS, "usr", "user");
    }

    @Test
    void stopsWhenHalfTheRowsAreBad() throws IOException {
        Path bad = folder.resolve("half-bad.csv");
        List<String> lines = new ArrayList<>(Files.readAllLines(shop.events()));
        for (int i = 1; i < lines.size(); i += 2) {
            lines.set(i, lines.get(i).replaceAll(",[0-9]+,[0-9.]+,", ",many,lots,"));
        }
        Files.write(bad, lines);
        Path settings = settingsWith(shop.events().toString(), bad.toString());
        assertRefused(nightshift("nightly", "--config", settings.toString()), ExitCode.INPUT_BAD, "bad");
    }

    @Test
    void namesTheColumnWhenANumberIsText() throws IOException {
        Path settings = settingsWith("amount = amount", "amount = basket");
        assertRefused(nightshift("nightly", "--config", settings.toString()), ExitCode.INPUT_BAD, "bad-amount");
    }

    @Test
    void namesAParquetFileThatIsCutShort() throws IOException {
        Path cut = Files.write(folder.resolve("cut.parquet"), "PAR1 and no footer".getBytes(StandardCharsets.UTF_8));
        Path settings = settingsWith(shop.events() + "\", format = csv", cut + "\", format = parquet");
        assertRefused(nightshift("nightly", "--config", settings.toString()), ExitCode.INPUT_BAD, "cut.parquet");
    }

    @Test
    void saysThatAFileIsEmpty() throws IOException {
        Path empty = Files.createFile(folder.resolve("nothing.csv"));
        Path settings = settingsWith(shop.events().toString(), empty.toString());
        assertRefused(nightshift("nightly", "--config", settings.toString()), ExitCode.INPUT_BAD, "nothing.csv");
    }

    @ParameterizedTest
    @CsvSource({"'[^,]*,(.*)', 'only,$1'", "'([^,]*),[^,]*,(.*)', '$1,i00,$2'"})
    void releasesWhatOneUserOrOneItemAllows(String line, String same) throws IOException {
        List<String> lines = Files.readAllLines(shop.events());
        List<String> alike =
                lines.stream().skip(1).map(each -> each.replaceAll(line, same)).toList();
        Path events = Files.createTempFile(folder, "alike", ".csv");
        Files.write(
                events, Stream.concat(lines.stream().limit(1), alike.stream()).toList());
        Path settings = settingsWith(shop.events().toString(), events.toString());
        Ended night = nightshift(
                "nightly",
                "--config",
                settings.toString(),
                "--set",
                "nightshift.warehouse=\"" + Files.createTempDirectory(folder, "alike") + "\"");
        assertThat(night.code()).as(night.err()).isEqualTo(ExitCode.DONE);
        assertThat(night.out()).contains("Release 00000001", "recommendations");
    }

    @Test
    void checkSaysWhatTheDataSupportsAndHowMuchMemoryAFitTakes() {
        Ended check = nightshift("check");
        assertThat(check.code()).as(check.err()).isEqualTo(ExitCode.DONE);
        assertThat(check.out())
                .containsPattern(
                        "als +[0-9.]+ MB on the driver, [0-9.]+ MB on the executors and [0-9.]+ MB in each task");
    }

    @Test
    void saysThatOneRowForEachCustomerIsNotEventData() throws IOException {
        Path bank = Files.writeString(
                folder.resolve("bank.csv"),
                "\"age\";\"job\";\"balance\";\"y\"\n58;\"management\";2143;\"no\"\n44;\"technician\";29;\"no\"\n");
        Path unmapped = Files.writeString(
                folder.resolve("bank.conf"),
                "nightshift.inputs.events = [ { path = \"" + bank
                        + "\", format = csv, options = { sep = \";\" }, columns { user-id = age } } ]");
        Ended check = nightshift("check", "--config", unmapped.toString());
        assertRefused(check, ExitCode.SETTINGS, "item-id", "time", "one row for each customer is not event data");
    }

    @Test
    void saysThatADateHasNoEvents() {
        assertRefused(nightshift("nightly", "--date", "2026-09-15"), ExitCode.INPUT_BAD, "2026-0");
        assertRefused(nightshift("nightly", "--date", "2020-01-01"), ExitCode.INPUT_BAD, "2020-01-01");
    }

    @Test
    void refusesAWarehouseThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        Ended ended = nightshift("nightly", "--set", "nightshift.warehouse=\"" + file + "/warehouse\"");
        assertRefused(ended, ExitCode.STORAGE, "warehouse");
    }

    @Test
    void endsAsUnexpectedWhenSparkFailsForNoReasonThatWeName() throws IOException {
        Path settings =
                settingsWith("format = csv\n", "format = csv, where = \"raise_error('out of the blue') is null\"\n");
        assertRefused(
                nightshift("nightly", "--config", settings.toString()),
                ExitCode.UNEXPECTED,
                "Unexpected failure",
                "out of the blue");
    }

    @Test
    void refusesToReadPastDamagedFiles() {
        assertRefused(
                nightshift("nightly", "--set", "nightshift.spark.conf.\"spark.sql.files.ignoreCorruptFiles\"=true"),
                ExitCode.SETTINGS,
                "ignoreCorruptFiles");
    }

    @Test
    void keepsARunBackWhoseTablesShrank() throws IOException {
        Path settings =
                settingsWith("columns { user-id = user,", "where = \"user < 'u10'\", columns { user-id = user,");
        assertRefused(
                nightshift(
                        "nightly",
                        "--config",
                        settings.toString(),
                        "--run-id",
                        "half",
                        "--set",
                        "nightshift.ingest.max-lag-days=7",
                        "--set",
                        "nightshift.evaluate.schedule=off"),
                ExitCode.REJECTED,
                "Cannot publish: audit row-count of recommendations",
                "the run is kept for inspection");
        assertThat(nightshift("report", "--run-id", "half").out()).contains("rejected");
    }

    @Test
    void exportsATableForASpreadsheet() throws IOException {
        Path csv = folder.resolve("popular");
        Ended export = nightshift("export", "popular_items", "--format", "csv", "--to", csv.toString());
        assertThat(export.code()).as(export.err()).isEqualTo(ExitCode.DONE);
        try (Stream<Path> files = Files.list(csv)) {
            assertThat(files.filter(file -> file.toString().endsWith(".csv")))
                    .isNotEmpty()
                    .allSatisfy(
                            file -> assertThat(Files.readAllLines(file).get(0)).startsWith("run_date,scope,"));
        }
    }

    @Test
    void computesSomeJobsAndPublishesNothing() {
        String before = live();
        Ended only = nightshift("nightly", "--run-id", "only", "--only", "ingest,features");
        assertThat(only.code()).as(only.err()).isEqualTo(ExitCode.DONE);
        assertThat(live()).isEqualTo(before);
        assertRefused(
                nightshift("recommend", "--run-id", "only"), ExitCode.INPUT_MISSING, "expected it to be finished");
        assertRefused(nightshift("nightly", "--only", "ingst"), ExitCode.SETTINGS, "did you mean ingest?");
    }

    @Test
    void everyCommandHelpsWithAnExample() {
        CommandLine line = CommandLineInterface.commandLine();
        line.getSubcommands().forEach((name, command) -> {
            if (!name.equals("help")) {
                assertThat(command.getUsageMessage(CommandLine.Help.Ansi.OFF))
                        .as(name)
                        .contains("Example");
            }
        });
    }

    /** The shop's settings in another file, with one text replaced. */
    private static Path settingsWith(String text, String replacement) throws IOException {
        Path settings = Files.createTempFile(folder, "changed", ".conf");
        String hocon = Files.readString(shop.settings());
        assertThat(hocon).contains(text);
        return Files.writeString(settings, hocon.replace(text, replacement));
    }
}
