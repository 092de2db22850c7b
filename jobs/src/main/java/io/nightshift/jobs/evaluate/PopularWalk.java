package io.nightshift.jobs.evaluate;

import io.nightshift.jobs.recommend.ListProtocol;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The lists of one partition of {@link PopularLists}, one user in memory at a time. */
final class PopularWalk implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    private final Broadcast<List<PopularOrder>> orders;
    private final int most;

    PopularWalk(Broadcast<List<PopularOrder>> orders, int most) {
        this.orders = orders;
        this.most = most;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> gathered) {
        return new Walk(gathered, orders.value(), most);
    }

    private static final class Walk implements Iterator<Row> {
        private final Iterator<Row> gathered;
        private final List<PopularOrder> orders;
        private final int most;
        private final Queue<Row> ready = new ArrayDeque<>();
        private int[] own = new int[64];
        private Row next;

        Walk(Iterator<Row> gathered, List<PopularOrder> orders, int most) {
            this.gathered = gathered;
            this.orders = orders;
            this.most = most;
            advance();
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && next != null) {
                readUser();
            }
            return !ready.isEmpty();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.remove();
        }

        private void advance() {
            next = gathered.hasNext() ? gathered.next() : null;
        }

        private void readUser() {
            int user = next.getInt(0);
            boolean isMeasured = next.getInt(1) == PopularLists.HEAD;
            int size = 0;
            for (; next != null && next.getInt(0) == user; advance()) {
                if (next.getInt(1) != PopularLists.HEAD) {
                    own = size < own.length ? own : Arrays.copyOf(own, 2 * size);
                    own[size++] = next.getInt(1);
                }
            }
            if (isMeasured) {
                makeLists(user, Arrays.copyOf(own, size));
            }
        }

        private void makeLists(int user, int[] items) {
            for (PopularOrder order : orders) {
                for (ListProtocol protocol : ListProtocol.values()) {
                    int[] places = order.first(protocol, items, most);
                    for (int i = 0; i < places.length; i++) {
                        ready.add(RowFactory.create(
                                order.model(), RankedModel.id(protocol), user, i + 1, order.item(places[i]), (float)
                                        order.users(places[i])));
                    }
                }
            }
        }
    }
}
