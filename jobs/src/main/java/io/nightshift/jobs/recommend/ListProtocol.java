package io.nightshift.jobs.recommend;

/** Which of the items a user already took may stand in a list. */
public enum ListProtocol {
    /** Every item. */
    ALL,
    /** Only items without a conversion by the user. */
    NEW,
    /** Only items with a conversion by the user; such lists have no fallback. */
    AGAIN;

    boolean allows(boolean converted) {
        return switch (this) {
            case ALL -> true;
            case NEW -> !converted;
            case AGAIN -> converted;
        };
    }
}
