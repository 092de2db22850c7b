package io.nightshift.jobs.recommend.rules;

import io.nightshift.jobs.recommend.ItemMarks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** Goes through the gathered rows of a partition, user by user, and makes their lists. */
final class UserWalk implements Iterator<UserWalk.UserLists> {
    private final Iterator<Row> gathered;
    private final RuleItems items;
    private final List<Placement> placements;
    private final List<RuledList> makers = new ArrayList<>();
    private final List<RuleEffects> effects = new ArrayList<>();
    private final ItemMarks hidden;
    private final Map<String, List<Candidate>> candidates = new HashMap<>();
    private Row next;

    /**
     * The lists of one user.
     *
     * @param lists one for each placement
     */
    record UserLists(String userId, List<List<ListedPlace>> lists) {}

    UserWalk(Iterator<Row> gathered, RulesTonight tonight) {
        this.gathered = gathered;
        this.items = tonight.items().value();
        this.placements = tonight.placements();
        this.hidden = new ItemMarks(items.size());
        for (Placement placement : placements) {
            RuleEffects counted = new RuleEffects(tonight.rules().size());
            effects.add(counted);
            makers.add(new RuledList(items, placement, tonight.followed(placement), counted));
        }
        advance();
        skipUsersWithoutHead();
    }

    /** What the rules did to the lists of a placement so far. */
    RuleEffects effects(int placement) {
        return effects.get(placement);
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public UserLists next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        String userId = next.getString(0);
        List<Row> given = next.getList(8);
        hidden.clear();
        candidates.clear();
        for (advance(); next != null && next.getString(0).equals(userId); advance()) {
            read(next);
        }
        RuledUser user = user(given);
        List<List<ListedPlace>> lists = new ArrayList<>();
        for (int i = 0; i < placements.size(); i++) {
            lists.add(makers.get(i).of(user, candidates.getOrDefault(placements.get(i).name(), List.of())));
        }
        skipUsersWithoutHead();
        return new UserLists(userId, lists);
    }

    private void read(Row row) {
        int item = items.place(row.getString(4));
        if (row.getByte(1) == RuledLists.CANDIDATE) {
            candidates
                    .computeIfAbsent(row.getString(2), placement -> new ArrayList<>())
                    .add(new Candidate(item, row.getFloat(5), row.getString(6), row.getString(7)));
        } else if (item >= 0) {
            hidden.add(item);
        }
    }

    private RuledUser user(List<Row> given) {
        boolean[] concerned = new boolean[given.size()];
        int[] codes = new int[given.size()];
        for (int rule = 0; rule < concerned.length; rule++) {
            concerned[rule] = given.get(rule).getBoolean(0);
            String value = given.get(rule).getString(1);
            codes[rule] = value == null ? -1 : items.rules().get(rule).codes().getOrDefault(value, -1);
        }
        return new RuledUser(concerned, codes, hidden);
    }

    private void advance() {
        next = gathered.hasNext() ? gathered.next() : null;
    }

    /** Rows of users who are not of the audience. */
    private void skipUsersWithoutHead() {
        while (next != null && next.getByte(1) != RuledLists.HEAD) {
            advance();
        }
    }
}
