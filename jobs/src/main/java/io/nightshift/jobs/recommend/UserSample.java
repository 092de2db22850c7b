package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Optional;
import org.apache.spark.sql.Column;

/** Which users are learned from where there are more than a setting allows: the same for any partitioning. */
final class UserSample {
    /** Parts of a sample's share. */
    private static final long PARTS = 1_000_000;

    private UserSample() {}

    /**
     * The condition on {@link UserIndexTable#USER} of about as many users, drawn by their ids.
     *
     * @param users how many there are
     * @return empty where all of them may be taken
     */
    static Optional<Column> of(long users, int most, long seed) {
        return users <= most
                ? Optional.empty()
                : Optional.of(pmod(xxhash64(col(UserIndexTable.USER), lit(seed)), lit(PARTS))
                        .lt(lit(PARTS * most / users)));
    }
}
