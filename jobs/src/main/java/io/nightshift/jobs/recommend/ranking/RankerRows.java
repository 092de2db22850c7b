package io.nightshift.jobs.recommend.ranking;

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
            for (int i = 0; i < model.features().size(); i++) {
                rows.add(RowFactory.create(
                        kind.id(),
                        RankerModelsTable.FEATURE,
                        i,
                        model.features().get(i),
                        model.linear().coefficients()[i],
                        model.scaling().means()[i],
                        model.scaling().deviations()[i]));
            }
            rows.add(single(kind, RankerModelsTable.INTERCEPT, 0, model.linear().intercept(), 0));
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
        List<Row> knots = part(rows, RankerModelsTable.KNOT);
        double intercept = values(part(rows, RankerModelsTable.INTERCEPT), RankerModelsTable.VALUE)[0];
        return new Ranker.Model(
                features.stream()
                        .map(row -> row.<String>getAs(RankerModelsTable.NAME))
                        .toList(),
                new LogOdds(values(features, RankerModelsTable.VALUE), intercept),
                new Scaling(values(features, RankerModelsTable.MEAN), values(features, RankerModelsTable.DEVIATION)),
                new IsotonicCurve(values(knots, RankerModelsTable.MEAN), values(knots, RankerModelsTable.VALUE)));
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
