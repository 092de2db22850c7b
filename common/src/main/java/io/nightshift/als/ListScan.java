package io.nightshift.als;

import io.nightshift.ranking.PackedItems;
import io.nightshift.ranking.TileScan;
import io.nightshift.ranking.TopList;
import io.nightshift.vector.Kernels;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.IntPredicate;
import scala.Tuple3;

/** The lists of one task's users, a tile of users in memory at a time. */
final class ListScan implements Iterator<Tuple3<Integer, int[], float[]>> {
    /**
     * Who wants a list.
     *
     * @param id the user's
     * @param vector the user's
     * @param excluded the ids of items not to list
     */
    record Seeker(int id, float[] vector, IntPredicate excluded) {}

    private static final System.Logger LOG = System.getLogger(ListScan.class.getName());

    private final Iterator<Seeker> seekers;
    private final TileScan scan;
    private final Queue<Tuple3<Integer, int[], float[]>> ready = new ArrayDeque<>();

    ListScan(Iterator<Seeker> seekers, PackedItems items, int n) {
        this.seekers = seekers;
        this.scan = new TileScan(Kernels.best(), items, n);
    }

    @Override
    public boolean hasNext() {
        if (ready.isEmpty() && seekers.hasNext()) {
            List<Seeker> tile = new ArrayList<>(TileScan.USERS);
            while (tile.size() < TileScan.USERS && seekers.hasNext()) {
                tile.add(seekers.next());
            }
            List<TopList> lists = scan.scan(
                    tile.stream().map(Seeker::vector).toList(),
                    tile.stream().map(Seeker::excluded).toList());
            for (int k = 0; k < tile.size(); k++) {
                ready.add(new Tuple3<>(
                        tile.get(k).id(), lists.get(k).ids(), lists.get(k).scores()));
            }
            if (!seekers.hasNext() && scan.dropped() > 0) {
                LOG.log(System.Logger.Level.WARNING, "{0} scores left out: not finite", scan.dropped());
            }
        }
        return !ready.isEmpty();
    }

    @Override
    public Tuple3<Integer, int[], float[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }
}
