package io.nightshift.jobs.recommend.ranking;

import io.nightshift.jobs.recommend.ranking.TreesModel.Node;
import io.nightshift.logistic.LogOdds;
import io.nightshift.logistic.Scaling;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Rankers as rows of {@link RankerModelsTable}, and back. */
public final class RankerRows {
    private RankerRows() {}

    /** The rows of a ranker; none when nothing is learned. */
    static List<Row> of(Ranker ranker) {
        List<Row> rows = new ArrayList<>();
        ranker.models().forEach((kind, model) -> {
            if (model.candidates() instanceof LinearModel linear) {
                add(rows, kind, model.features(), linear);
            } else if (model.candidates() instanceof TreesModel trees) {
                add(rows, kind, model.features(), trees);
            }
            for (int i = 0; i < model.curve().from().length; i++) {
                rows.add(single(
                        kind,
                        RankerModelsTable.KNOT,
                        i,
                        model.curve().to()[i],
                        model.curve().from()[i]));
            }
        });
        return rows;
    }

    private static void add(List<Row> rows, Kind kind, List<String> features, LinearModel model) {
        for (int i = 0; i < features.size(); i++) {
            rows.add(RowFactory.create(
                    kind.id(),
                    RankerModelsTable.FEATURE,
                    i,
                    features.get(i),
                    model.odds().coefficients()[i],
                    model.scaling().means()[i],
                    model.scaling().deviations()[i]));
        }
        rows.add(single(kind, RankerModelsTable.INTERCEPT, 0, model.odds().intercept(), 0));
    }

    private static void add(List<Row> rows, Kind kind, List<String> features, TreesModel model) {
        List<Node> nodes = model.nodes();
        int[] splits = new int[features.size()];
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (!node.isLeaf()) {
                splits[node.feature()]++;
            }
            String name = node.isLeaf() ? RankerModelsTable.LEAF : features.get(node.feature());
            rows.add(RowFactory.create(kind.id(), RankerModelsTable.NODE, i, name, node.value(), 0.0, 0.0));
        }
        for (int i = 0; i < splits.length; i++) {
            rows.add(RowFactory.create(
                    kind.id(), RankerModelsTable.FEATURE, i, features.get(i), (double) splits[i], 0.0, 0.0));
        }
    }

    private static Row single(Kind kind, String part, int place, double value, double mean) {
        return RowFactory.create(kind.id(), part, place, part, value, mean, 0.0);
    }

    /** The ranker of the rows; {@link Ranker#NONE} when there are none. */
    public static Ranker read(Dataset<Row> table) {
        Map<Kind, List<Row>> byKind = new EnumMap<>(Kind.class);
        table.orderBy(RankerModelsTable.KIND, RankerModelsTable.PART, RankerModelsTable.PLACE)
                .collectAsList()
                .forEach(row -> byKind.computeIfAbsent(
                                Kind.of(row.getAs(RankerModelsTable.KIND)), kind -> new ArrayList<>())
                        .add(row));
        Map<Kind, Ranker.Model> models = new EnumMap<>(Kind.class);
        byKind.forEach((kind, rows) -> models.put(kind, model(rows)));
        return new Ranker(models);
    }

    private static Ranker.Model model(List<Row> rows) {
        List<Row> features = part(rows, RankerModelsTable.FEATURE);
        List<String> names = names(features);
        List<Row> knots = part(rows, RankerModelsTable.KNOT);
        List<Row> nodes = part(rows, RankerModelsTable.NODE);
        return new Ranker.Model(
                names,
                nodes.isEmpty()
                        ? linear(features, part(rows, RankerModelsTable.INTERCEPT))
                        : trees(names, names(nodes), values(nodes, RankerModelsTable.VALUE)),
                new IsotonicCurve(values(knots, RankerModelsTable.MEAN), values(knots, RankerModelsTable.VALUE)));
    }

    private static LinearModel linear(List<Row> features, List<Row> intercept) {
        return new LinearModel(
                new LogOdds(values(features, RankerModelsTable.VALUE), values(intercept, RankerModelsTable.VALUE)[0]),
                new Scaling(values(features, RankerModelsTable.MEAN), values(features, RankerModelsTable.DEVIATION)));
    }

    private static TreesModel trees(List<String> features, List<String> nodes, double[] values) {
        List<Node> read = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            String name = nodes.get(i);
            int feature = features.indexOf(name);
            boolean isLeaf = name.equals(RankerModelsTable.LEAF);
            if (feature < 0 && !isLeaf) {
                throw new IllegalStateException("Cannot read ranker_models: name=" + name + " of node " + i
                        + ", expected leaf or one of the features; run the ranker again under a new run id");
            }
            read.add(isLeaf ? Node.leaf(values[i]) : new Node(feature, values[i]));
        }
        return new TreesModel(read);
    }

    private static List<String> names(List<Row> rows) {
        return rows.stream()
                .map(row -> row.<String>getAs(RankerModelsTable.NAME))
                .toList();
    }

    private static List<Row> part(List<Row> rows, String part) {
        return rows.stream()
                .filter(row -> row.<String>getAs(RankerModelsTable.PART).equals(part))
                .toList();
    }

    private static double[] values(List<Row> rows, String column) {
        return rows.stream().mapToDouble(row -> row.<Double>getAs(column)).toArray();
    }
}
