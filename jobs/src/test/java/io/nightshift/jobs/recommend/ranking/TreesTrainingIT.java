package io.nightshift.jobs.recommend.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.jobs.recommend.ranking.TreesModel.Node;
import io.nightshift.spark.TestSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class TreesTrainingIT {
    private static final Part KNOWN = Part.of(Kind.KNOWN, List.of("x", "y", "z"));
    private static final Part UNKNOWN = Part.of(Kind.UNKNOWN, List.of("x"));

    private static List<TreesModel> fit(TreesSettings settings, List<Part> parts, List<ExampleBlock> examples) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext());
        JavaRDD<ExampleBlock> blocks = context.parallelize(examples, 3);
        return new TreesTraining(blocks, settings).fit(parts, ExampleAggregation.counted(blocks, parts));
    }

    private static ExampleBlock block(Kind kind, float[] weights, byte[] labels, float... features) {
        return new ExampleBlock(kind, 0, labels, weights, features);
    }

    @Test
    void takesTheNewtonStepOfTheBestSplit() {
        // Log odds of all: ln((1 + 1) / (3 + 3)); there p = 1/4 and every weight's curvature is 3/16 of it.
        ExampleBlock examples = block(Kind.UNKNOWN, new float[] {3, 1, 1, 3}, new byte[] {0, 1, 1, 0}, 1, 2, 4, 9);

        TreesModel model = fit(new TreesSettings(1, 1, 0.5, 1, 1), List.of(UNKNOWN), List.of(examples))
                .get(0);

        // Gains of the cuts by hand, slopes -3/4, 3/4, 3/4, -3/4 and curvatures 9/16, 3/16, 3/16, 9/16: after the first
        // and before the last
        // 0.5625 / 1.5625 + 0.5625 / 1.9375 alike, in the middle 0; the lower one is taken.
        assertThat(model.nodes())
                .containsExactly(
                        Node.leaf(-Math.log(3)),
                        new Node(0, 1.5),
                        Node.leaf(0.5 * -0.75 / 1.5625),
                        Node.leaf(0.5 * 0.75 / 1.9375));
    }

    @Test
    void leavesNoLeafWithFewerExamplesThanAskedFor() {
        ExampleBlock examples =
                block(Kind.UNKNOWN, new float[] {1, 1, 1, 1, 1}, new byte[] {1, 0, 0, 0, 0}, 1, 2, 3, 4, 5);

        TreesModel model = fit(new TreesSettings(1, 3, 1, 2, 0), List.of(UNKNOWN), List.of(examples))
                .get(0);

        assertThat(model.nodes()).hasSize(4).contains(new Node(0, 2.5));
    }

    @Test
    void saysTheOddsOfAllWhereNothingTellsExamplesApart() {
        ExampleBlock examples = block(Kind.UNKNOWN, new float[] {1, 1, 2}, new byte[] {1, 0, 0}, 7, 7, 7);

        assertThat(fit(new TreesSettings(50, 3, 1, 1, 0), List.of(UNKNOWN), List.of(examples))
                        .get(0)
                        .logOdds(new double[] {7}))
                .isCloseTo(-Math.log(3), within(1e-12));
    }

    @Test
    void growsTheTreesOfThePlainAlgorithmForFitsSideBySide() {
        Random random = new Random(11);
        List<ExampleBlock> blocks = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            blocks.add(random(random, i % 3 == 0 ? Kind.UNKNOWN : Kind.KNOWN, i % 3 == 0 ? 1 : 3));
        }
        // More trees than a chain of log odds is long.
        TreesSettings settings = new TreesSettings(45, 4, 0.2, 8, 2);

        List<TreesModel> models = fit(settings, List.of(KNOWN, UNKNOWN), blocks);

        for (Part part : List.of(KNOWN, UNKNOWN)) {
            TreesModel model = models.get(part == KNOWN ? 0 : 1);
            List<ExampleBlock> own =
                    blocks.stream().filter(block -> block.kind() == part.kind()).toList();
            PlainTrees plain = new PlainTrees(settings, own, part.width());
            assertThat(model.nodes().stream().filter(Node::isLeaf).count()).isGreaterThan(300);
            for (ExampleBlock block : own) {
                for (int row = 0; row < block.rows(); row++) {
                    double[] x = new double[part.width()];
                    block.copyRow(row, x);
                    assertThat(model.logOdds(x)).isCloseTo(plain.logOdds(x), within(1e-5));
                }
            }
        }
    }

    /** Whole numbers up to 60, so that bins are values. */
    private static ExampleBlock random(Random random, Kind kind, int width) {
        int rows = 150;
        float[] features = new float[rows * width];
        byte[] labels = new byte[rows];
        float[] weights = new float[rows];
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = 0; i < width; i++) {
                features[row * width + i] = random.nextInt(60);
                sum += Math.sin(features[row * width + i] / (3 + i));
            }
            labels[row] = (byte) (random.nextDouble() < 1 / (1 + Math.exp(1 - sum)) ? 1 : 0);
            weights[row] = labels[row] == 1 ? 1 : 1 + random.nextFloat() * 5;
        }
        return new ExampleBlock(kind, 0, labels, weights, features);
    }

    @Test
    void releasesWhatItPersisted() {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext());
        int before = context.getPersistentRDDs().size();

        fit(new TreesSettings(25, 2, 0.1, 1, 1), List.of(KNOWN), List.of(random(new Random(1), Kind.KNOWN, 3)));

        assertThat(context.getPersistentRDDs()).hasSize(before);
    }
}
