package io.nightshift.jobs.recommend;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The strings of the items, such as their ids, in one array of bytes: no object for each. */
public final class PackedIds implements Serializable {
    private static final long serialVersionUID = 1;

    private final byte[] bytes;
    private final int[] starts;

    private PackedIds(byte[] bytes, int[] starts) {
        this.bytes = bytes;
        this.starts = starts;
    }

    /** The strings in their order. */
    public static PackedIds of(String[] ids) {
        int[] starts = new int[ids.length + 1];
        byte[] bytes = new byte[Math.max(16, ids.length * 8)];
        for (int i = 0; i < ids.length; i++) {
            byte[] id = ids[i].getBytes(StandardCharsets.UTF_8);
            starts[i + 1] = Math.addExact(starts[i], id.length);
            if (starts[i + 1] > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, 2L * starts[i + 1]));
            }
            System.arraycopy(id, 0, bytes, starts[i], id.length);
        }
        return new PackedIds(Arrays.copyOf(bytes, starts[ids.length]), starts);
    }

    /** The string of an item. */
    public String id(int item) {
        return new String(bytes, starts[item], starts[item + 1] - starts[item], StandardCharsets.UTF_8);
    }

    /** The item with that string, where the strings are in the order of their UTF-8 bytes; -1 when there is none. */
    public int find(String id) {
        byte[] wanted = id.getBytes(StandardCharsets.UTF_8);
        int low = 0;
        int high = starts.length - 2;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Arrays.compareUnsigned(bytes, starts[middle], starts[middle + 1], wanted, 0, wanted.length);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
