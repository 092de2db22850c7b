package io.nightshift.jobs.recommend.again;

/** The days between two purchases of one item by one user. Intervals are averaged as logarithms: twice as long counts as half as long. */
public final class Interval {
    private Interval() {}

    /**
     * The interval to expect: the user's own, drawn towards the item's.
     *
     * @param ownGaps gaps between the user's purchase days of the item, at least 0
     * @param ownDays days from the user's first to the last purchase
     * @param itemDays the item's geometric mean interval; above 0
     * @param itemGaps how many of the user's gaps the item's interval is worth, at least 0; not 0 where ownGaps is
     * @return days, above 0
     */
    public static double expected(long ownGaps, int ownDays, double itemDays, double itemGaps) {
        double own = ownGaps == 0 ? 0 : ownGaps * Math.log((double) ownDays / ownGaps);
        return Math.exp((own + itemGaps * Math.log(itemDays)) / (ownGaps + itemGaps));
    }

    /** How much of the interval has passed: 1 on the due day, more when overdue. */
    public static double dueRatio(int daysSinceLast, double intervalDays) {
        return daysSinceLast / intervalDays;
    }
}
