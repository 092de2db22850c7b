package io.nightshift.jobs.propensity;

import io.nightshift.jobs.propensity.Encoding.Numeric;
import java.util.List;

/**
 * The days on which one user bought what a target is about, with the orders of each day. Days count from 1970-01-01; they may be in
 * any order and may lie after an as-of date, where only labels look.
 */
record TargetHistory(int[] days, int[] orders) {
    /** The features of {@link #features}, in order. An order counts when it has one of the target's items. */
    static final List<Numeric> FEATURES = List.of(
            new Numeric("target_orders_7d", false),
            new Numeric("target_orders_28d", false),
            new Numeric("target_orders_90d", false),
            new Numeric("target_orders_365d", false),
            new Numeric("target_days_since_last", true),
            new Numeric("target_interval", true),
            new Numeric("target_due", true),
            new Numeric("target_share", false),
            new Numeric("target_expected_28d", false));

    /** The index of the target's orders in 90 days, the rule of thumb. */
    static final int ORDERS_90D = 2;

    private static final int[] WINDOWS = {7, 28, 90, 365};

    /**
     * What was known on a date; unknown values are NaN.
     *
     * @param asOf the date
     * @param user the user's orders of any item at that date
     */
    double[] features(int asOf, UserOrders user) {
        double[] features = new double[FEATURES.size()];
        int last = Integer.MIN_VALUE;
        for (int i = 0; i < days.length; i++) {
            if (days[i] <= asOf) {
                last = Math.max(last, days[i]);
                for (int w = 0; w < WINDOWS.length; w++) {
                    features[w] += asOf - days[i] < WINDOWS[w] ? orders[i] : 0;
                }
            }
        }
        double ordersOfYear = features[3];
        double sinceLast = last == Integer.MIN_VALUE ? Double.NaN : asOf - last;
        double interval = ordersOfYear > 0 ? user.span() / ordersOfYear : Double.NaN;
        double share = user.orders365() > 0 ? ordersOfYear / user.orders365() : 0;
        features[4] = sinceLast;
        features[5] = interval;
        features[6] = sinceLast / Math.max(interval, 1);
        features[7] = share;
        features[8] = share * user.orders28();
        return features;
    }

    /** Whether there is a day of buying in (after, upTo]. */
    boolean bought(int after, int upTo) {
        for (int i = 0; i < days.length; i++) {
            if (days[i] > after && days[i] <= upTo) {
                return true;
            }
        }
        return false;
    }

    /**
     * A user's orders of any item as of a date.
     *
     * @param orders28 in the last 28 days
     * @param orders365 in the last 365 days
     * @param span days since the first purchase, at most 365
     */
    record UserOrders(double orders28, double orders365, double span) {}
}
