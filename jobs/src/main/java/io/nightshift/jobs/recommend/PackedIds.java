package io.nightshift.jobs.recommend;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The string ids of the items in one array of bytes: no object for each. */
final class PackedIds implements Serializable {
    private static final long serialVersionUID = 1;

    private final byte[] bytes;
    private final int[] starts;

    private PackedIds(byte[] bytes, int[] starts) {
        this.bytes = bytes;
        this.starts = starts;
    }

    static PackedIds of(String[] ids) {
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

    String id(int item) {
        return new String(bytes, starts[item], starts[item + 1] - starts[item], StandardCharsets.UTF_8);
    }
}
