package io.nightshift.jobs.recommend.ranking;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.tree.ContinuousSplit;
import org.apache.spark.ml.tree.InternalNode;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Grows boosted trees by MLlib's {@link GBTClassifier} (Friedman, "Greedy function approximation: a gradient boosting machine", 2001, with
 * the stochastic sampling of its sequel), and takes them out of it, so that lists need no MLlib.
 */
final class TreesTraining {
    private static final String LABEL = "label";
    private static final String WEIGHT = "weight";
    private static final String FEATURES = "features";
    private static final StructType SCHEMA = new StructType()
            .add(LABEL, DataTypes.DoubleType, false)
            .add(WEIGHT, DataTypes.DoubleType, false)
            .add(FEATURES, SQLDataTypes.VectorType(), false);

    private static final int MOST_BINS = 64;

    private final SparkSession spark;
    private final JavaRDD<ExampleBlock> blocks;
    private final TreesSettings settings;
    private final long seed;

    /**
     * @param blocks the examples of all parts, persisted
     * @param seed of the samples that trees are grown from
     */
    TreesTraining(SparkSession spark, JavaRDD<ExampleBlock> blocks, TreesSettings settings, long seed) {
        this.spark = spark;
        this.blocks = blocks;
        this.settings = settings;
        this.seed = seed;
    }

    /** The trees of a part with examples of both outcomes. */
    TreesModel fit(Part part) {
        return of(new GBTClassifier()
                .setLabelCol(LABEL)
                .setWeightCol(WEIGHT)
                .setFeaturesCol(FEATURES)
                .setMaxIter(settings.count())
                .setMaxDepth(settings.depth())
                .setStepSize(settings.learningRate())
                .setMinInstancesPerNode(settings.minExamples())
                .setSubsamplingRate(settings.share())
                .setMaxBins(MOST_BINS)
                .setSeed(seed)
                .fit(examples(part)));
    }

    /** The same trees without MLlib. */
    static TreesModel of(GBTClassificationModel model) {
        List<TreesModel.Node> nodes = new ArrayList<>();
        for (int tree = 0; tree < model.trees().length; tree++) {
            // Twice, because MLlib's probability is 1 / (1 + exp(-2 x margin)).
            add(nodes, model.trees()[tree].rootNode(), 2 * model.treeWeights()[tree]);
        }
        return new TreesModel(nodes);
    }

    private static void add(List<TreesModel.Node> nodes, org.apache.spark.ml.tree.Node node, double times) {
        if (node instanceof InternalNode internal && internal.split() instanceof ContinuousSplit split) {
            nodes.add(new TreesModel.Node(split.featureIndex(), split.threshold()));
            add(nodes, internal.leftChild(), times);
            add(nodes, internal.rightChild(), times);
        } else {
            nodes.add(TreesModel.Node.leaf(times * node.prediction()));
        }
    }

    private Dataset<Row> examples(Part part) {
        return spark.createDataFrame(blocks.filter(part::takes).flatMap(block -> rows(block, part.width())), SCHEMA);
    }

    private static Iterator<Row> rows(ExampleBlock block, int width) {
        return IntStream.range(0, block.rows())
                .mapToObj(row -> {
                    double[] features = new double[width];
                    block.copyRow(row, features);
                    return RowFactory.create(
                            (double) block.labels()[row], (double) block.weights()[row], Vectors.dense(features));
                })
                .iterator();
    }
}
