package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The users who get lists. */
public final class Audience {
    private Audience() {}

    /**
     * All users, or those with an event in the last days.
     *
     * @param users rows of {@link UserIndexTable}
     * @param pairs rows of {@link InteractionsTable}
     * @param activeDays days that count, asOf included; empty for all users, those without any event too
     * @return rows of users
     */
    public static Dataset<Row> of(
            Dataset<Row> users, Dataset<Row> pairs, LocalDate asOf, Optional<Integer> activeDays) {
        if (activeDays.isEmpty()) {
            return users;
        }
        Dataset<Row> active = pairs.groupBy(InteractionsTable.USER)
                .agg(max(InteractionsTable.LAST_DATE).as(InteractionsTable.LAST_DATE))
                .where(col(InteractionsTable.LAST_DATE)
                        .geq(date_sub(lit(Date.valueOf(asOf)), activeDays.orElseThrow() - 1)))
                .select(InteractionsTable.USER);
        return users.join(active, new String[] {InteractionsTable.USER}, "left_semi")
                .select(UserIndexTable.USER_ID, UserIndexTable.USER);
    }
}
