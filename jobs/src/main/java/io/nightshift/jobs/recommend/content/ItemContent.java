package io.nightshift.jobs.recommend.content;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * One item as a sparse vector of length 1, made of parts. The part of weight w is a vector of length sqrt(w), and all is divided by the
 * root of the weights of the parts that the item has. So the product of two items with all parts is the mean of the parts' cosines by
 * their weights: (w1 x cosine1 + w2 x cosine2 + ...) / (w1 + w2 + ...). Reused from item to item, not for several threads.
 */
final class ItemContent {
    private int[] places = new int[64];
    private double[] values = new double[64];
    private int size;
    private double weights;

    /** Turns to another item. */
    void clear() {
        size = 0;
        weights = 0;
    }

    /** A part that is one of several values, such as the category; a weight of 0 leaves it out. */
    void add(int place, double weight) {
        add(new int[] {place}, new double[] {1}, weight);
    }

    /**
     * A part with many places, none of which another part has.
     *
     * @param partPlaces each once
     * @param partValues at least 0; all 0 leaves the part out
     */
    void add(int[] partPlaces, double[] partValues, double weight) {
        double length = Math.sqrt(Arrays.stream(partValues).map(x -> x * x).sum());
        if (length == 0 || weight == 0) {
            return;
        }
        for (int i = 0; i < partPlaces.length; i++) {
            if (partValues[i] > 0) {
                put(partPlaces[i], Math.sqrt(weight) * partValues[i] / length);
            }
        }
        weights += weight;
    }

    private void put(int place, double value) {
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        places[size] = place;
        values[size++] = value;
    }

    /** The cells by place. */
    Cells cells() {
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingInt(i -> places[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] sorted = new int[size];
        float[] scaled = new float[size];
        for (int i = 0; i < size; i++) {
            sorted[i] = places[order[i]];
            scaled[i] = (float) (values[order[i]] / Math.sqrt(weights));
        }
        return new Cells(sorted, scaled);
    }

    /**
     * A sparse vector; empty for an item of which nothing is known.
     *
     * @param places ascending
     * @param values above 0
     */
    record Cells(int[] places, float[] values) {}
}
