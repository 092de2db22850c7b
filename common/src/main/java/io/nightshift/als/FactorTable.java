package io.nightshift.als;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Vectors of one side in the order of their positions, without padding. Written as raw bytes, because Java writes a float array one
 * number at a time.
 */
final class FactorTable implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int CHUNK = 1 << 18;

    private transient float[] values;

    private final int rank;

    FactorTable(float[] values, int rank) {
        this.values = values;
        this.rank = rank;
    }

    /** The parts one after the other; at least one. */
    static FactorTable of(List<FactorTable> parts) {
        long length = 0;
        for (FactorTable part : parts) {
            length += part.values.length;
        }
        float[] all = new float[Math.toIntExact(length)];
        int at = 0;
        for (FactorTable part : parts) {
            System.arraycopy(part.values, 0, all, at, part.values.length);
            at += part.values.length;
        }
        return new FactorTable(all, parts.get(0).rank);
    }

    float[] values() {
        return values;
    }

    /** Floats in a vector. */
    int rank() {
        return rank;
    }

    /** A copy of one vector. */
    float[] vector(int position) {
        return Arrays.copyOfRange(values, position * rank, (position + 1) * rank);
    }

    /** A copy of some vectors, in this order. */
    FactorTable rows(int[] positions) {
        float[] copy = new float[positions.length * rank];
        for (int k = 0; k < positions.length; k++) {
            System.arraycopy(values, positions[k] * rank, copy, k * rank, rank);
        }
        return new FactorTable(copy, rank);
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        out.writeInt(values.length);
        byte[] bytes = new byte[Math.min(CHUNK, values.length) * Float.BYTES];
        for (int at = 0; at < values.length; at += CHUNK) {
            int count = Math.min(CHUNK, values.length - at);
            ByteBuffer.wrap(bytes).asFloatBuffer().put(values, at, count);
            out.write(bytes, 0, count * Float.BYTES);
        }
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        values = new float[in.readInt()];
        byte[] bytes = new byte[Math.min(CHUNK, values.length) * Float.BYTES];
        for (int at = 0; at < values.length; at += CHUNK) {
            int count = Math.min(CHUNK, values.length - at);
            in.readFully(bytes, 0, count * Float.BYTES);
            ByteBuffer.wrap(bytes).asFloatBuffer().get(values, at, count);
        }
    }
}
