package io.nightshift.warehouse;

import io.nightshift.errors.SupersededException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/**
 * A process that computes and publishes one date, round after round, each in a warehouse of its own, at the same moment as its
 * rivals. Arguments: the folder of the warehouses, the rounds, its name, its run id, the names of its rivals.
 */
final class RacingNights {
    private RacingNights() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        for (int round = 0; round < Integer.parseInt(args[1]); round++) {
            Path warehouse = Files.createDirectories(folder.resolve("round-" + round));
            PlainShelf shelf = new PlainShelf(warehouse.toString(), new Configuration(false));
            meet(warehouse, "start", args);
            WarehouseRun run = shelf.join(Shelf.MONDAY, args[3]);
            shelf.finish(run);
            meet(warehouse, "publish", args);
            System.out.println(round + " " + publish(run));
        }
    }

    private static String publish(WarehouseRun run) {
        try {
            return "released " + run.publish(Shelf.draft()).number();
        } catch (SupersededException late) {
            return "superseded";
        }
    }

    private static void meet(Path warehouse, String point, String[] args) throws Exception {
        Files.createFile(warehouse.resolve(point + "-" + args[2]));
        for (int i = 4; i < args.length; i++) {
            while (!Files.exists(warehouse.resolve(point + "-" + args[i]))) {
                Thread.onSpinWait();
            }
        }
    }
}
