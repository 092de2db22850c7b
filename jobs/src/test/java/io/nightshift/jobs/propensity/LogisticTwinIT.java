package io.nightshift.jobs.propensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.logistic.LogOdds;
import io.nightshift.logistic.LogisticSums;
import io.nightshift.spark.TestSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** Our Newton fits and MLlib's logistic regression have the same optimum. */
class LogisticTwinIT {
    private static final int ROWS = 1500;
    private static final int WIDTH = 6;
    private static final double PENALTY = 10;

    @Test
    void findsTheModelThatMllibFinds() {
        Random random = new Random(4);
        List<Row> rows = new ArrayList<>();
        DesignBlock block = new DesignBlock(
                new int[ROWS], new int[ROWS], new byte[1][ROWS], new double[ROWS * WIDTH], new double[1][0]);
        for (int i = 0; i < ROWS; i++) {
            double[] x = new double[WIDTH];
            double z = -1;
            for (int j = 0; j < WIDTH; j++) {
                x[j] = j == 0 ? random.nextInt(2) : Math.log1p(Math.exp(random.nextGaussian() * j));
                z += x[j] * (j % 2 == 0 ? 0.8 : -0.5);
            }
            int label = random.nextDouble() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
            System.arraycopy(x, 0, block.shared(), i * WIDTH, WIDTH);
            block.labels()[0][i] = (byte) label;
            rows.add(RowFactory.create((double) label, Vectors.dense(x)));
        }

        LogOdds ours = ours(block);
        LogisticRegressionModel theirs = new LogisticRegression()
                .setRegParam(PENALTY / ROWS)
                .setTol(1e-10)
                .setMaxIter(300)
                .fit(TestSpark.session()
                        .createDataFrame(
                                rows,
                                new StructType()
                                        .add("label", DataTypes.DoubleType)
                                        .add("features", SQLDataTypes.VectorType()))
                        .coalesce(1));

        assertThat(ours.coefficients()).containsExactly(theirs.coefficients().toArray(), within(1e-6));
        assertThat(ours.intercept()).isCloseTo(theirs.intercept(), within(1e-6));
    }

    private static LogOdds ours(DesignBlock block) {
        FitRows all = new FitRows(0, new int[] {0}, FitRows.ALL_FOLDS);
        Moments moments = new Moments(1, WIDTH);
        moments.add(block, all);
        TargetFit fit = new TargetFit(all, moments.scaling(), PENALTY);
        while (!fit.done()) {
            LogisticSums sums = fit.task().sums();
            fit.task().add(block, sums);
            fit.advance(sums);
        }
        return fit.logOdds();
    }
}
