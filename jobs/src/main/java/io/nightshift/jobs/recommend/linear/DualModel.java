package io.nightshift.jobs.recommend.linear;

import io.nightshift.linalg.SymmetricInverse;
import io.nightshift.linalg.SymmetricMatrix;
import io.nightshift.vector.Kernels;
import io.nightshift.vector.VectorKernels;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * EASE by the inverse of users x users, for users that are fewer than items: with K the inverse of XX' + regularization, the inverse of
 * items x items is (1 - X'KX) / regularization (Woodbury), so item i counts S(i,j) / (1 - S(j,j)) for item j, S = X'KX.
 */
final class DualModel implements LinearModel {
    private final VectorKernels kernels = Kernels.best();
    private final UserRows byUser;
    private final UserRows byItem;
    private final float[][] inverse;
    private final double[] divisors;

    DualModel(UserRows byUser, int items, double regularization) {
        this.byUser = byUser;
        this.byItem = byUser.transposed(items);
        this.inverse = inverse(regularization);
        this.divisors = IntStream.range(0, items)
                .parallel()
                .mapToDouble(item -> 1 - ownProduct(item))
                .toArray();
    }

    private float[][] inverse(double regularization) {
        SymmetricMatrix matrix = new SymmetricMatrix(byUser.users());
        for (int item = 0; item < byItem.users(); item++) {
            for (int a = byItem.from(item); a < byItem.to(item); a++) {
                for (int b = a; b < byItem.to(item); b++) {
                    matrix.add(byItem.place(a), byItem.place(b), byItem.value(a) * byItem.value(b));
                }
            }
        }
        for (int user = 0; user < matrix.side(); user++) {
            matrix.add(user, user, (float) regularization);
        }
        SymmetricInverse.invert(kernels, matrix);
        float[][] rows = new float[matrix.side()][matrix.side()];
        for (int row = 0; row < matrix.side(); row++) {
            for (int column = 0; column < matrix.side(); column++) {
                rows[row][column] = matrix.value(row, column);
            }
        }
        return rows;
    }

    private double ownProduct(int item) {
        double sum = 0;
        for (int a = byItem.from(item); a < byItem.to(item); a++) {
            float[] row = inverse[byItem.place(a)];
            double part = 0;
            for (int b = byItem.from(item); b < byItem.to(item); b++) {
                part += (double) row[byItem.place(b)] * byItem.value(b);
            }
            sum += part * byItem.value(a);
        }
        return sum;
    }

    @Override
    public int items() {
        return divisors.length;
    }

    @Override
    public void weightsOf(int item, float[] weights) {
        float[] users = new float[byUser.users()];
        for (int at = byItem.from(item); at < byItem.to(item); at++) {
            kernels.addScaled(byItem.value(at), inverse[byItem.place(at)], 0, users, 0, users.length);
        }
        Arrays.fill(weights, 0);
        for (int user = 0; user < users.length; user++) {
            float part = users[user];
            for (int at = byUser.from(user); at < byUser.to(user); at++) {
                weights[byUser.place(at)] += part * byUser.value(at);
            }
        }
        for (int other = 0; other < weights.length; other++) {
            weights[other] /= (float) divisors[other];
        }
        weights[item] = 0;
    }
}
