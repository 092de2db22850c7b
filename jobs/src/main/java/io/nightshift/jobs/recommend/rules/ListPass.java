package io.nightshift.jobs.recommend.rules;

import io.nightshift.jobs.recommend.rules.RuleEffects.Effect;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The passes over the rows that {@link RuledLists} gathers, one user in memory at a time. */
final class ListPass {
    private ListPass() {}

    /** One row for each place of each list. */
    static MapPartitionsFunction<Row, Row> lists(RulesTonight tonight) {
        return gathered -> new Lists(new UserWalk(gathered, tonight), tonight);
    }

    /** One row for each placement and rule that it follows: what became of the rows of the partition. */
    static MapPartitionsFunction<Row, Row> effects(RulesTonight tonight) {
        return gathered -> {
            UserWalk users = new UserWalk(gathered, tonight);
            while (users.hasNext()) {
                users.next();
            }
            return effectRows(users, tonight).iterator();
        };
    }

    private static List<Row> effectRows(UserWalk users, RulesTonight tonight) {
        List<Row> rows = new ArrayList<>();
        for (int list = 0; list < tonight.placements().size(); list++) {
            Placement placement = tonight.placements().get(list);
            RuleEffects effects = users.effects(list);
            boolean[] followed = tonight.followed(placement);
            for (int rule = 0; rule < followed.length; rule++) {
                if (followed[rule]) {
                    rows.add(RowFactory.create(
                            placement.name(),
                            tonight.rules().get(rule),
                            effects.of(rule, Effect.REMOVED),
                            effects.of(rule, Effect.MOVED),
                            effects.of(rule, Effect.PINNED)));
                }
            }
        }
        return rows;
    }

    /** Hands out the places of the lists of one user after the other. */
    private static final class Lists implements Iterator<Row> {
        private final UserWalk users;
        private final RulesTonight tonight;
        private final ReasonSentences sentences;
        private Iterator<Row> ready = List.<Row>of().iterator();

        Lists(UserWalk users, RulesTonight tonight) {
            this.users = users;
            this.tonight = tonight;
            this.sentences =
                    new ReasonSentences(tonight.reasons(), tonight.items().value());
        }

        @Override
        public boolean hasNext() {
            while (!ready.hasNext() && users.hasNext()) {
                ready = rows(users.next()).iterator();
            }
            return ready.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.next();
        }

        private List<Row> rows(UserWalk.UserLists user) {
            List<Row> rows = new ArrayList<>();
            for (int list = 0; list < user.lists().size(); list++) {
                String placement = tonight.placements().get(list).name();
                List<ListedPlace> places = user.lists().get(list);
                for (int i = 0; i < places.size(); i++) {
                    Candidate candidate = places.get(i).candidate();
                    rows.add(RowFactory.create(
                            placement,
                            user.userId(),
                            i + 1,
                            tonight.items().value().ids().id(candidate.item()),
                            candidate.score(),
                            candidate.source(),
                            candidate.reason(),
                            sentences.of(candidate.reason()).orElse(null),
                            places.get(i).rules().toArray(String[]::new)));
                }
            }
            return rows;
        }
    }
}
