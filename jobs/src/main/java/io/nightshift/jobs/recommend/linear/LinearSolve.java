package io.nightshift.jobs.recommend.linear;

import io.nightshift.jobs.recommend.links.StrongestLinks;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Solves EASE for the cells of its partition: (user, item, value) by user, then item.
 *
 * @param items the dense ids of the items, ascending; an item's place is its index
 * @param hasFewerUsers whether there are fewer users than items
 */
record LinearSolve(LinearSettings settings, int[] items, boolean hasFewerUsers)
        implements MapPartitionsFunction<Row, Row> {
    /** Items whose links are made at a time, so that few of them are in memory. */
    private static final int BATCH = 256;

    @Override
    public Iterator<Row> call(Iterator<Row> cells) {
        if (!cells.hasNext()) {
            return List.<Row>of().iterator();
        }
        LinearModel model = hasFewerUsers ? dual(cells) : primal(cells);
        return IntStream.range(0, (items.length + BATCH - 1) / BATCH)
                .boxed()
                .flatMap(batch -> links(model, batch * BATCH).stream())
                .iterator();
    }

    private LinearModel dual(Iterator<Row> cells) {
        UserRows rows = new UserRows();
        int user = -1;
        while (cells.hasNext()) {
            user = add(cells.next(), user, rows);
        }
        return new DualModel(rows, items.length, settings.regularization());
    }

    private LinearModel primal(Iterator<Row> cells) {
        PrimalModel model = new PrimalModel(items.length);
        UserRows row = new UserRows();
        int user = -1;
        while (cells.hasNext()) {
            Row cell = cells.next();
            if (cell.getInt(0) != user) {
                model.add(row);
                row.clear();
            }
            user = add(cell, user, row);
        }
        model.add(row);
        return model.solve(settings.regularization());
    }

    private int add(Row cell, int lastUser, UserRows rows) {
        if (cell.getInt(0) != lastUser) {
            rows.begin();
        }
        rows.add(Arrays.binarySearch(items, cell.getInt(1)), cell.getFloat(2));
        return cell.getInt(0);
    }

    private List<Row> links(LinearModel model, int first) {
        return IntStream.range(first, Math.min(first + BATCH, items.length))
                .parallel()
                .mapToObj(place -> {
                    float[] weights = new float[items.length];
                    model.weightsOf(place, weights);
                    return StrongestLinks.ofEitherSign(items[place], items, weights, settings.linksPerItem());
                })
                .flatMap(List::stream)
                .toList();
    }
}
