package io.nightshift.jobs.propensity;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** Packs the observations of a partition, in their order, into blocks. */
final class DesignBlocks implements Iterator<DesignBlock> {
    private static final int ROWS_IN_BLOCK = 4096;

    private final Iterator<Row> rows;
    private final List<Encoding> encodings;

    private DesignBlocks(Iterator<Row> rows, List<Encoding> encodings) {
        this.rows = rows;
        this.encodings = encodings;
    }

    /**
     * Blocks of rows of {@link Observations}, each with the user's fold as a further column.
     *
     * @param encodings of the targets, at least one
     */
    static Iterator<DesignBlock> of(Iterator<Row> rows, List<Encoding> encodings) {
        return new DesignBlocks(rows, encodings);
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public DesignBlock next() {
        if (!rows.hasNext()) {
            throw new NoSuchElementException();
        }
        List<Row> taken = new ArrayList<>();
        while (rows.hasNext() && taken.size() < ROWS_IN_BLOCK) {
            taken.add(rows.next());
        }
        return block(taken);
    }

    private DesignBlock block(List<Row> taken) {
        int sharedWidth = encodings.get(0).sharedWidth();
        int[] days = new int[taken.size()];
        int[] folds = new int[taken.size()];
        byte[][] labels = new byte[encodings.size()][taken.size()];
        double[] shared = new double[taken.size() * sharedWidth];
        double[][] own = new double[encodings.size()][];
        for (int target = 0; target < own.length; target++) {
            own[target] = new double[taken.size() * (encodings.get(target).width() - sharedWidth)];
        }
        for (int i = 0; i < days.length; i++) {
            Row row = taken.get(i);
            days[i] = row.getInt(Observations.AS_OF_AT);
            folds[i] = row.getInt(Observations.FOLD_AT);
            List<Integer> ofTargets = row.getList(Observations.LABELS_AT);
            encodings.get(0).encodeShared(Observations.features(row, 0), shared, i * sharedWidth);
            for (int target = 0; target < own.length; target++) {
                labels[target][i] = ofTargets.get(target).byteValue();
                int width = encodings.get(target).width() - sharedWidth;
                encodings.get(target).encodeTarget(Observations.features(row, target), own[target], i * width);
            }
        }
        return new DesignBlock(days, folds, labels, shared, own);
    }
}
