package io.nightshift.jobs.recommend;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The lists of one partition of {@link UserLists#GATHERED} rows, one user in memory at a time. */
final class PartitionLists implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    private final Broadcast<Catalogue> catalogue;
    private final List<ListSpec> specs;

    PartitionLists(Broadcast<Catalogue> catalogue, List<ListSpec> specs) {
        this.catalogue = catalogue;
        this.specs = specs;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> gathered) {
        return new Walk(gathered, catalogue.value(), specs);
    }

    /** Reads a head and its pairs, makes the user's lists, hands out their rows. */
    private static final class Walk implements Iterator<Row> {
        private final Iterator<Row> gathered;
        private final Catalogue catalogue;
        private final List<ListSpec> specs;
        private final ListMaker maker;
        private final UserHistory history = new UserHistory();
        private final Queue<Row> ready = new ArrayDeque<>();
        private Row next;

        Walk(Iterator<Row> gathered, Catalogue catalogue, List<ListSpec> specs) {
            this.gathered = gathered;
            this.catalogue = catalogue;
            this.specs = specs;
            this.maker = new ListMaker(catalogue, specs);
            advance();
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && next != null) {
                makeNextUser();
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

        private static int user(Row row) {
            return (int) (row.getLong(0) >>> 32);
        }

        private void makeNextUser() {
            Row head = next;
            if ((int) head.getLong(0) != 0) {
                // A pair without a head: its user is not of the audience.
                advance();
                return;
            }
            int user = user(head);
            history.clear();
            for (advance(); next != null && user(next) == user; advance()) {
                history.add((int) next.getLong(0) - 1, next.getFloat(3), next.getFloat(4), next.getByte(5));
            }
            List<List<ListRow>> lists = maker.lists(history, FloatArrays.of(head, 2));
            for (int list = 0; list < lists.size(); list++) {
                emit(specs.get(list).placement(), head.getString(1), user, lists.get(list));
            }
        }

        private void emit(String placement, String userId, int user, List<ListRow> rows) {
            for (int i = 0; i < rows.size(); i++) {
                ListRow row = rows.get(i);
                ready.add(RowFactory.create(
                        placement,
                        userId,
                        user,
                        i + 1,
                        catalogue.ids().id(row.item()),
                        row.item(),
                        row.score(),
                        row.source().id(),
                        row.reason()));
            }
        }
    }
}
