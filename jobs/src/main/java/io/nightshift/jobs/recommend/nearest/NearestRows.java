package io.nightshift.jobs.recommend.nearest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sequence;

import io.nightshift.jobs.recommend.TopItems;
import io.nightshift.spark.RowBatches;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The nearest rows of each row, exactly and without the driver.
 *
 * <ol>
 *   <li>rows: (id, places, values), on both sides
 *   <li>cells of a grid: sought rows in blocks that fit a task, seekers in shares; each block meets each share in one cell
 *   <li>of a cell: (id, other, score), the best of the block by {@link SparseIndex}
 *   <li>of all cells: (id, rank, other, score)
 * </ol>
 *
 * Two shuffles: the first carries a sought row once for each share and a seeker once for each block, the second the best of each cell.
 * Scores are summed in the order of places, so that neither the grid nor the partitions change them.
 *
 * @param most rows of a list, from 1
 * @param least the smallest score listed; 0 for all above 0
 */
public record NearestRows(int most, float least) implements Serializable {
    /** The dense id of a row. */
    public static final String ID = "id";
    /** Its places, ascending, each once. */
    public static final String PLACES = "places";
    /** Their values, above 0, in the same order. */
    public static final String VALUES = "values";
    /** 1 for the nearest. */
    public static final String RANK = "rank";
    /** The dense id of the row that is near. */
    public static final String OTHER = "other";
    /** The sum of value x value over common places. */
    public static final String SCORE = "score";

    /** Cells of a block: at 12 bytes each and as much while it is built, some 200 MB. */
    private static final long BLOCK_CELLS = 8_000_000;
    /** Seekers that are worth a task of their own. */
    private static final long SHARE_ROWS = 1_000;

    private static final String CELL = "cell";
    private static final String BLOCK = "block";
    private static final String IS_SEEKER = "is_seeker";

    private static final StructType FOUND = new StructType()
            .add(ID, DataTypes.IntegerType, false)
            .add(OTHER, DataTypes.IntegerType, false)
            .add(SCORE, DataTypes.FloatType, false);

    /**
     * How the work is cut; the result does not depend on it.
     *
     * @param blocks of sought rows
     * @param shares of seekers
     */
    record Grid(int blocks, int shares) implements Serializable {}

    /**
     * The lists of all rows.
     *
     * @param seekers id (int), places (array of int), values (array of float)
     * @param sought rows of the same kind; ids mean the same on both sides, and no row is in its own list
     * @param rows how many rows there are at most on either side
     * @param cellsARow how many places a row has at most
     * @return id, {@link #RANK}, {@link #OTHER}, {@link #SCORE}, in no order; by score descending, then other ascending
     */
    public Dataset<Row> of(Dataset<Row> seekers, Dataset<Row> sought, long rows, int cellsARow) {
        long blocks = 1 + rows * cellsARow / BLOCK_CELLS;
        int parallelism = seekers.sparkSession().sparkContext().defaultParallelism();
        long shares = Math.max(blocks, Math.min(2L * parallelism, 1 + rows / SHARE_ROWS));
        return of(seekers, sought, new Grid(Math.toIntExact(blocks), Math.toIntExact(shares)));
    }

    Dataset<Row> of(Dataset<Row> seekers, Dataset<Row> sought, Grid grid) {
        Column block = pmod(col(ID), lit(grid.blocks()));
        Column share = pmod(col(ID), lit(grid.shares()));
        Column everyBlock = explode(sequence(lit(0), lit(grid.blocks() - 1)));
        Column everyShare = explode(sequence(lit(0), lit(grid.shares() - 1)));
        Dataset<Row> blocks = sought.select(block.as(BLOCK), everyShare.as(CELL), col(ID), col(PLACES), col(VALUES));
        Dataset<Row> shares = seekers.select(everyBlock.as(BLOCK), share.as(CELL), col(ID), col(PLACES), col(VALUES));
        Column cell = col(CELL).multiply(lit(grid.blocks())).plus(col(BLOCK));
        Dataset<Row> found = inCells(blocks, cell, false)
                .union(inCells(shares, cell, true))
                .repartition(grid.blocks() * grid.shares(), col(CELL))
                .sortWithinPartitions(CELL, IS_SEEKER, ID)
                .mapPartitions(
                        (MapPartitionsFunction<Row, Row>) partition -> new Walk(partition, most, least),
                        Encoders.row(FOUND));
        Column rank = row_number()
                .over(Window.partitionBy(ID)
                        .orderBy(col(SCORE).desc(), col(OTHER).asc()));
        return found.withColumn(RANK, rank).where(col(RANK).leq(most)).select(ID, RANK, OTHER, SCORE);
    }

    private static Dataset<Row> inCells(Dataset<Row> rows, Column cell, boolean areSeekers) {
        return rows.select(cell.as(CELL), lit(areSeekers).as(IS_SEEKER), col(ID), col(PLACES), col(VALUES));
    }

    /** Indexes the block of one cell after the other and hands out the lists of its seekers one after the other. */
    private static final class Walk extends RowBatches {
        private final Iterator<Row> rows;
        private final float least;
        private final TopItems best;
        private Row next;
        private int cell = -1;
        private SparseIndex index = new SparseIndex(new SparseRows());

        Walk(Iterator<Row> rows, int most, float least) {
            this.rows = rows;
            this.least = least;
            this.best = new TopItems(most);
            advance();
        }

        @Override
        protected Optional<Iterator<Row>> nextBatch() {
            if (next == null) {
                return Optional.empty();
            }
            if (next.getInt(0) != cell) {
                cell = next.getInt(0);
                index = readBlock();
                return Optional.of(Collections.emptyIterator());
            }
            Iterator<Row> found = search(next).iterator();
            advance();
            return Optional.of(found);
        }

        private SparseIndex readBlock() {
            SparseRows block = new SparseRows();
            for (; next != null && next.getInt(0) == cell && !next.getBoolean(1); advance()) {
                block.add(next.getInt(2), places(next), values(next));
            }
            return new SparseIndex(block);
        }

        private List<Row> search(Row seeker) {
            best.clear();
            index.search(seeker.getInt(2), places(seeker), values(seeker), least, best);
            best.sort();
            List<Row> found = new ArrayList<>(best.size());
            for (int i = 0; i < best.size(); i++) {
                found.add(RowFactory.create(seeker.getInt(2), best.item(i), best.score(i)));
            }
            return found;
        }

        private void advance() {
            next = rows.hasNext() ? rows.next() : null;
        }

        private static int[] places(Row row) {
            return row.<Integer>getList(3).stream().mapToInt(Integer::intValue).toArray();
        }

        private static float[] values(Row row) {
            List<Float> boxed = row.getList(4);
            float[] values = new float[boxed.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = boxed.get(i);
            }
            return values;
        }
    }
}
