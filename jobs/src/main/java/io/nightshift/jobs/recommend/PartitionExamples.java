package io.nightshift.jobs.recommend;

import io.nightshift.jobs.recommend.GatheredUsers.GatheredUser;
import io.nightshift.jobs.recommend.ranking.Kind;
import io.nightshift.jobs.recommend.ranking.RankingSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The examples of one partition of {@link GatheredRows}: every candidate taken, and a share of the others that stands for all. */
final class PartitionExamples implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1;

    private final Broadcast<Catalogue> catalogue;
    private final long asOf;
    private final int most;
    private final double negativeShare;
    private final long seed;

    PartitionExamples(Broadcast<Catalogue> catalogue, LocalDate asOf, RankingSettings settings, long seed) {
        this.catalogue = catalogue;
        this.asOf = asOf.toEpochDay();
        this.most = settings.candidates();
        this.negativeShare = settings.negativeShare();
        this.seed = seed;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> gathered) {
        if (!gathered.hasNext()) {
            return Collections.emptyIterator();
        }
        Candidates candidates = new Candidates(catalogue.value(), most);
        CandidateFeatures features = new CandidateFeatures(candidates);
        Iterable<GatheredUser> users = () -> new GatheredUsers(gathered);
        return StreamSupport.stream(users.spliterator(), false)
                .flatMap(user -> rows(user, candidates, features).stream())
                .iterator();
    }

    private List<Row> rows(GatheredUser user, Candidates candidates, CandidateFeatures features) {
        candidates.start(user.history(), user.vector());
        features.start();
        List<Row> rows = new ArrayList<>();
        for (int c = 0; c < candidates.size(); c++) {
            int item = candidates.item(c);
            boolean taken = user.took(item);
            if (taken || isKept(user.user(), item)) {
                rows.add(RowFactory.create(
                        asOf,
                        user.user(),
                        item,
                        (candidates.isKnown(c) ? Kind.KNOWN : Kind.UNKNOWN).id(),
                        taken,
                        taken ? 1f : (float) (1 / negativeShare),
                        floats(features.of(c))));
            }
        }
        return rows;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** The same for the same pair, whatever runs where. */
    private boolean isKept(int user, int item) {
        long mixed = (((long) user << 32 | item) + seed) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1p-53 < negativeShare;
    }
}
