package io.nightshift.als;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Fitted vectors. They stay in memory until the model is closed; write or cache what must outlive it. */
public final class AlsModel implements AutoCloseable {
    /** Column of both sides: the id, an integer, never null. */
    public static final String ID = "id";
    /** Column of both sides: the vector, rank finite floats. */
    public static final String FACTOR = "factor";

    private final Blocks blocks;
    private final FactorRows users;
    private final FactorRows items;
    private final Dataset<Row> userFactors;
    private final Dataset<Row> itemFactors;
    private final long broadcastLimitBytes;
    private final List<Double> objective;

    AlsModel(
            SparkSession spark,
            Blocks blocks,
            FactorRows users,
            FactorRows items,
            long broadcastLimitBytes,
            List<Double> objective) {
        this.blocks = blocks;
        this.users = users;
        this.items = items;
        this.userFactors = users.dataset(spark);
        this.itemFactors = items.dataset(spark);
        this.broadcastLimitBytes = broadcastLimitBytes;
        this.objective = List.copyOf(objective);
    }

    /** A row for each user with an interaction: {@link #ID} and {@link #FACTOR}. */
    public Dataset<Row> userFactors() {
        return userFactors;
    }

    /** A row for each item with an interaction: {@link #ID} and {@link #FACTOR}. */
    public Dataset<Row> itemFactors() {
        return itemFactors;
    }

    /** The objective after each iteration; see {@link AlsSettings}. */
    public List<Double> objective() {
        return objective;
    }

    /**
     * The best items of every user, as {@link TopN} finds them. Where the items' vectors fit the broadcast limit nothing is shuffled: a
     * user's interactions lie beside the user.
     *
     * @param n length of a list, 1 or more
     * @param seen what becomes of items that the user has an interaction with
     * @return {@link TopN#ID}, {@link TopN#ITEMS}, {@link TopN#SCORES}; to be used before the model is closed
     */
    public Dataset<Row> topItems(int n, Seen seen) {
        TopN.check(n);
        SparkSession spark = userFactors.sparkSession();
        if (items instanceof BroadcastRows fitting) {
            return beside(spark, fitting, n, seen);
        }
        TopN search = TopN.among(itemFactors).broadcasting(broadcastLimitBytes);
        return (seen == Seen.EXCLUDED ? search.excluding(blocks.pairs(spark)) : search).forAll(userFactors, n);
    }

    private Dataset<Row> beside(SparkSession spark, BroadcastRows fitting, int n, Seen seen) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<ItemVectors> panels = context.broadcast(
                new ItemVectors(fitting.ids().value(), fitting.vectors().value()));
        return TopN.rows(
                spark,
                blocks.users()
                        .zipPartitions(
                                users.own(context),
                                (parts, own) -> new ListScan(
                                        seekers(InteractionBlock.only(parts), own.next(), panels.value(), seen),
                                        panels.value().packed(),
                                        n)));
    }

    private static Iterator<ListScan.Seeker> seekers(
            InteractionBlock block, BlockSolver.OwnVectors own, ItemVectors items, Seen seen) {
        return IntStream.range(0, block.rows())
                .mapToObj(row -> {
                    int from = block.starts()[row];
                    int to = seen == Seen.EXCLUDED ? block.starts()[row + 1] : from;
                    return new ListScan.Seeker(
                            block.ids()[row],
                            own.table().vector(own.offset() + row),
                            item -> items.contains(block.others(), from, to, item));
                })
                .iterator();
    }

    /**
     * Frees the interactions and keeps the vectors, which Spark frees when nobody refers to their rows any more: for rows that
     * outlive the model. {@link #topItems} is not to be used afterwards, and closing is not needed.
     */
    public void releaseInteractions() {
        blocks.close();
    }

    @Override
    public void close() {
        releaseInteractions();
        users.close();
        items.close();
    }
}
