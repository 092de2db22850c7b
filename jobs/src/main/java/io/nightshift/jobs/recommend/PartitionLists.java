package io.nightshift.jobs.recommend;

import io.nightshift.jobs.recommend.GatheredUsers.GatheredUser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The lists of one partition of {@link GatheredRows}, one user in memory at a time. */
final class PartitionLists implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    private final Broadcast<ListModels> models;
    private final List<ListSpec> specs;

    PartitionLists(Broadcast<ListModels> models, List<ListSpec> specs) {
        this.models = models;
        this.specs = specs;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> gathered) {
        if (!gathered.hasNext()) {
            return Collections.emptyIterator();
        }
        ListMaker maker = new ListMaker(models.value(), specs);
        PackedIds ids = models.value().catalogue().ids();
        Iterable<GatheredUser> users = () -> new GatheredUsers(gathered);
        return StreamSupport.stream(users.spliterator(), false)
                .flatMap(user -> rows(user, maker, ids).stream())
                .iterator();
    }

    private List<Row> rows(GatheredUser user, ListMaker maker, PackedIds ids) {
        List<List<ListRow>> lists = maker.lists(user.history(), user.vector());
        List<Row> rows = new ArrayList<>();
        for (int list = 0; list < lists.size(); list++) {
            int rank = 0;
            for (ListRow row : lists.get(list)) {
                rows.add(RowFactory.create(
                        specs.get(list).placement(),
                        user.userId(),
                        user.user(),
                        ++rank,
                        ids.id(row.item()),
                        row.item(),
                        row.score(),
                        row.source().id(),
                        row.reason()));
            }
        }
        return rows;
    }
}
