package io.nightshift.jobs.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/** The inputs and settings of a shop with forty users and thirty items, small enough for many nights in a test. */
final class SmallShop {
    /** The last day with events. */
    static final LocalDate DAY = LocalDate.of(2026, 8, 1);

    static final int USERS = 40;
    static final int ITEMS = 30;

    /** How its users are called wherever they stand in a text. */
    static final Pattern USER_ID = Pattern.compile("\\bu\\d\\d\\b");

    private final Path folder;

    SmallShop(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            Files.writeString(events(), csv(20_260_801));
            Files.writeString(items(), itemsCsv());
            Files.writeString(settings(), hocon());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path events() {
        return folder.resolve("events.csv");
    }

    Path items() {
        return folder.resolve("items.csv");
    }

    Path settings() {
        return folder.resolve("shop.conf");
    }

    Path warehouse() {
        return folder.resolve("warehouse");
    }

    /** Half a year of purchases: each user returns to a few items, each day has some. */
    private static String csv(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("user,item,time,quantity,amount,basket\n");
        for (int day = 180; day >= 0; day--) {
            for (int visit = 0; visit < 8; visit++) {
                int user = random.nextInt(USERS);
                for (int line = 0; line < 3; line++) {
                    int item = (user * 7 + random.nextInt(random.nextInt(4) == 0 ? ITEMS : 6)) % ITEMS;
                    text.append(String.format(
                            Locale.ROOT,
                            "u%02d,i%02d,%sT%02d:%02d:00Z,%d,%.2f,b%d-%d%n",
                            user,
                            item,
                            DAY.minusDays(day),
                            8 + visit,
                            line,
                            1 + random.nextInt(3),
                            1 + random.nextInt(2000) / 100.0,
                            day,
                            visit));
                }
            }
        }
        return text.toString();
    }

    private static String itemsCsv() {
        StringBuilder text = new StringBuilder("item,name,group\n");
        for (int item = 0; item < ITEMS; item++) {
            text.append(String.format(Locale.ROOT, "i%02d,Item number %d,G%d%n", item, item, item % 4));
        }
        return text.toString();
    }

    private String hocon() {
        return """
                nightshift {
                  warehouse = "%s"
                  inputs.events = [ {
                    path = "%s", format = csv
                    columns { user-id = user, item-id = item, time = time, quantity = quantity, amount = amount, order-id = basket }
                  } ]
                  inputs.items = [ { path = "%s", format = csv, columns { item-id = item, title = name, category = group } } ]
                  recommend { top-n = 10, als { rank = 8, iterations = 3 }, ranking { windows = 1, min-examples = 20 } }
                  propensity { targets = [ { name = buys-g1-7d, horizon-days = 7, category = "G1" } ], windows = 2, min-examples = 5 }
                  evaluate.gate.checks = []
                }
                """
                .formatted(warehouse(), events(), items());
    }
}
