package io.nightshift.jobs.recommend.ranking;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/**
 * Some examples of one kind and label window, packed: what fits read again and again.
 *
 * @param kind known or unknown
 * @param asOf the as-of date of the window, days since 1970-01-01
 * @param labels 1 where the candidate was taken, else 0
 * @param weights how many candidates each stands for
 * @param features all features, example after example
 */
record ExampleBlock(Kind kind, long asOf, byte[] labels, float[] weights, float[] features) implements Serializable {
    private static final int MOST_ROWS = 4096;

    /** The columns of {@link ExampleRows} that blocks are made of, in this order. */
    static final String[] COLUMNS = {
        ExampleRows.KIND, ExampleRows.AS_OF, ExampleRows.TAKEN, ExampleRows.WEIGHT, ExampleRows.FEATURES
    };

    int rows() {
        return labels.length;
    }

    /** The features of an example. */
    float[] row(int row) {
        int width = features.length / labels.length;
        return Arrays.copyOfRange(features, row * width, (row + 1) * width);
    }

    /** Writes the features of an example to the front of {@code columns}. */
    void copyRow(int row, double[] columns) {
        int width = features.length / labels.length;
        for (int i = 0; i < width; i++) {
            columns[i] = features[row * width + i];
        }
    }

    /** Packs rows of {@link #COLUMNS}, those of a kind and window side by side. */
    static Iterator<ExampleBlock> pack(Iterator<Row> rows) {
        return new Packing(rows);
    }

    private static final class Packing implements Iterator<ExampleBlock> {
        private final Iterator<Row> rows;
        private Row next;

        Packing(Iterator<Row> rows) {
            this.rows = rows;
            advance();
        }

        private void advance() {
            next = rows.hasNext() ? rows.next() : null;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public ExampleBlock next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            Kind kind = kind(next);
            long asOf = next.getLong(1);
            List<Row> taken = new ArrayList<>();
            while (next != null && taken.size() < MOST_ROWS && kind(next) == kind && next.getLong(1) == asOf) {
                taken.add(next);
                advance();
            }
            return block(kind, asOf, taken);
        }

        private static Kind kind(Row row) {
            return Kind.of(row.getString(0));
        }

        private static ExampleBlock block(Kind kind, long asOf, List<Row> rows) {
            byte[] labels = new byte[rows.size()];
            float[] weights = new float[labels.length];
            float[] features = new float[0];
            for (int i = 0; i < labels.length; i++) {
                Row row = rows.get(i);
                Seq<Object> values = row.getSeq(4);
                if (i == 0) {
                    features = new float[labels.length * values.length()];
                }
                labels[i] = (byte) (row.getBoolean(2) ? 1 : 0);
                weights[i] = row.getFloat(3);
                for (int k = 0; k < values.length(); k++) {
                    features[i * values.length() + k] = (Float) values.apply(k);
                }
            }
            return new ExampleBlock(kind, asOf, labels, weights, features);
        }
    }
}
