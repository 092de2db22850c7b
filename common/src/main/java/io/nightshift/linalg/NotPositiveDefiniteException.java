package io.nightshift.linalg;

/** A matrix that has no Cholesky factor. */
public final class NotPositiveDefiniteException extends RuntimeException {
    /** Names the pivot. */
    public NotPositiveDefiniteException(int row, double pivot) {
        super("Cannot factorise the matrix: pivot " + row + "=" + pivot
                + ", expected a finite number above zero; raise regularization, or lower alpha or the weights");
    }
}
