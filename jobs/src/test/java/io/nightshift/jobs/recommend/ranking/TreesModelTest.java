package io.nightshift.jobs.recommend.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.jobs.recommend.ranking.TreesModel.Node;
import io.nightshift.spark.TestSpark;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class TreesModelIT {
    @Test
    void addsUpTheLeavesThatTheFeaturesLeadTo() {
        // x <= 1: (y <= 2: 10, else 20), else 30; and a tree of one leaf.
        TreesModel model = new TreesModel(
                List.of(new Node(0, 1), new Node(1, 2), Node.leaf(10), Node.leaf(20), Node.leaf(30), Node.leaf(0.5)));

        assertThat(model.logOdds(new double[] {1, 2})).isEqualTo(10.5);
        assertThat(model.logOdds(new double[] {1, 2.1})).isEqualTo(20.5);
        assertThat(model.logOdds(new double[] {1.1, 0})).isEqualTo(30.5);
    }

    @Test
    void refusesAListThatEndsWithinATree() {
        assertThatThrownBy(() -> new TreesModel(List.of(new Node(0, 1), Node.leaf(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nodes=2");
    }

    @Test
    void saysWhatMllibSays() {
        Random random = new Random(7);
        List<Row> rows = Stream.generate(() -> {
                    double x = random.nextGaussian();
                    double y = random.nextGaussian();
                    return RowFactory.create(x * y > random.nextGaussian() ? 1.0 : 0.0, Vectors.dense(x, y));
                })
                .limit(400)
                .toList();
        StructType schema = new StructType()
                .add("label", DataTypes.DoubleType, false)
                .add("features", SQLDataTypes.VectorType(), false);
        GBTClassificationModel theirs = new GBTClassifier()
                .setMaxIter(5)
                .setMaxDepth(3)
                .fit(TestSpark.session().createDataFrame(rows, schema));

        TreesModel ours = TreesTraining.of(theirs);

        for (Row row : rows) {
            Vector features = row.getAs(1);
            double probability = 1 / (1 + Math.exp(-ours.logOdds(features.toArray())));
            assertThat(probability)
                    .isCloseTo(theirs.predictProbability(features).apply(1), within(1e-12));
        }
    }
}
