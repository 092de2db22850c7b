import io.nightshift.contract.Contract;
import io.nightshift.warehouse.Release;
import io.nightshift.warehouse.ReleaseDraft;
import io.nightshift.warehouse.Retention;
import io.nightshift.warehouse.RunId;
import io.nightshift.warehouse.RunStart;
import io.nightshift.warehouse.Suppression;
import io.nightshift.warehouse.Warehouse;
import io.nightshift.warehouse.WarehouseRun;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Publishes one date after the other, with a prune now and then, while readers read the live release over and over. Release n has two
 * tables of 1000 + n rows that all say n, so a reader knows a mix, a missing row and a doubled one. Arguments: a new warehouse, the
 * number of releases. Exits 1 when a reader saw an error or other rows than it should.
 */
public final class FiftyReleases {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final int READERS = 2;
    private static final int KEPT = 20;
    private static final List<Contract> TABLES = List.of(table("left"), table("right"));

    private final SparkSession spark;
    private final String root;
    private final Configuration conf;
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger errors = new AtomicInteger();
    private final CountDownLatch reading = new CountDownLatch(READERS);

    private FiftyReleases(SparkSession spark, String root) {
        this.spark = spark;
        this.root = root;
        this.conf = spark.sparkContext().hadoopConfiguration();
    }

    private static Contract table(String name) {
        return Contract.released(name, "Rows that name their release")
                .key("id", DataTypes.LongType, "From 0")
                .required("release", DataTypes.IntegerType, "The number of the release")
                .version(1, 0);
    }

    public static void main(String[] args) throws InterruptedException {
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .appName("fifty releases")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "1")
                .config("spark.log.level", "ERROR")
                .getOrCreate();
        FiftyReleases trial = new FiftyReleases(spark, args[0]);
        boolean passed = trial.run(Integer.parseInt(args[1]));
        spark.stop();
        System.exit(passed ? 0 : 1);
    }

    private boolean run(int releases) throws InterruptedException {
        List<Thread> readers = java.util.stream.IntStream.range(0, READERS)
                .mapToObj(n -> new Thread(this::readOn, "reader-" + n))
                .toList();
        for (int number = 1; number <= releases; number++) {
            publish(number);
            if (number == 1) {
                readers.forEach(Thread::start);
                reading.await();
            }
            if (number % 10 == 0) {
                Warehouse.open(root, conf).prune(new Retention(KEPT, Retention.Unfinished.MAY_BE_RUNNING));
            }
        }
        done.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        System.out.printf("%d releases, %d reads, %d wrong, %d errors%n", releases, reads.get(), wrong.get(), errors.get());
        return wrong.get() == 0 && errors.get() == 0 && reads.get() >= READERS;
    }

    private void publish(int number) {
        WarehouseRun run = Warehouse.open(root, conf)
                .joinRun(FIRST.plusDays(number), RunId.of("r" + number), new RunStart("{}", "none", "test"));
        for (Contract table : TABLES) {
            run.write(table, rows(number), "f" + number);
        }
        run.publish(new ReleaseDraft(
                TABLES, Suppression.NONE, Map.of(), Map.of(), List.of(), ReleaseDraft.Promotion.NEWEST_DATE));
    }

    private Dataset<Row> rows(int number) {
        return spark.range(0, 1000L + number, 1, 1).withColumn("release", functions.lit(number));
    }

    private void readOn() {
        do {
            try {
                read();
            } catch (RuntimeException failed) {
                errors.incrementAndGet();
                failed.printStackTrace();
            }
            reading.countDown();
        } while (!done.get());
    }

    /** One reader's look: the live release as it is now, both tables whole. */
    private void read() {
        Warehouse warehouse = Warehouse.open(root, conf);
        Release live = warehouse.releases().live().orElseThrow();
        int number = (int) (live.date().toEpochDay() - FIRST.toEpochDay());
        for (Contract table : TABLES) {
            Row seen = warehouse
                    .read(spark, live, table)
                    .agg(functions.count("*"), functions.countDistinct("id"), functions.min("release"), functions.max("release"))
                    .first();
            long expected = 1000L + number;
            if (seen.getLong(0) != expected || seen.getLong(1) != expected || seen.getInt(2) != number || seen.getInt(3) != number) {
                wrong.incrementAndGet();
                System.err.println("Release " + live.number() + " of " + live.date() + " reads " + seen);
            }
        }
        reads.incrementAndGet();
    }
}
