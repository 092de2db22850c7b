package io.nightshift.jobs.recommend.linear;

import io.nightshift.linalg.SymmetricInverse;
import io.nightshift.linalg.SymmetricMatrix;
import io.nightshift.vector.Kernels;

/** EASE by the inverse of items x items: for items that are fewer than users, whose histories pass by one at a time. */
final class PrimalModel implements LinearModel {
    private final SymmetricMatrix matrix;

    PrimalModel(int items) {
        this.matrix = new SymmetricMatrix(items);
    }

    /** Adds histories, whose places rise within a user. */
    void add(UserRows rows) {
        for (int user = 0; user < rows.users(); user++) {
            for (int a = rows.from(user); a < rows.to(user); a++) {
                for (int b = a; b < rows.to(user); b++) {
                    matrix.add(rows.place(a), rows.place(b), rows.value(a) * rows.value(b));
                }
            }
        }
    }

    /** Solves; after it weights can be read. */
    PrimalModel solve(double regularization) {
        for (int item = 0; item < matrix.side(); item++) {
            matrix.add(item, item, (float) regularization);
        }
        SymmetricInverse.invert(Kernels.best(), matrix);
        return this;
    }

    @Override
    public int items() {
        return matrix.side();
    }

    @Override
    public void weightsOf(int item, float[] weights) {
        for (int other = 0; other < weights.length; other++) {
            weights[other] = -matrix.value(item, other) / matrix.value(other, other);
        }
        weights[item] = 0;
    }
}
