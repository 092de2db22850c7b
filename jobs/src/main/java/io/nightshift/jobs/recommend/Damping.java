package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.log1p;

import org.apache.spark.sql.Column;

/** What is made of a pair's weight. */
public enum Damping {
    /** ln(1 + weight): the tenth event adds less than the second. */
    LOG,
    /** The weight itself. */
    NONE;

    Column of(Column weight) {
        return switch (this) {
            case LOG -> log1p(weight);
            case NONE -> weight;
        };
    }
}
