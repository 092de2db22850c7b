package io.nightshift.als.ml;

import io.nightshift.als.AlsSettings;
import io.nightshift.als.Solver;
import io.nightshift.als.Weighting;
import io.nightshift.errors.SettingsException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/** The parameters of the estimator alone, with their defaults. Its owner must have its uid before. */
final class FitParams implements Serializable {
    private static final long serialVersionUID = 1;

    final IntParam rank;
    final IntParam maxIter;
    final DoubleParam regParam;
    final DoubleParam alpha;
    final BooleanParam implicitPrefs;
    final BooleanParam nonnegative;
    final Param<String> ratingCol;
    final LongParam seed;
    final IntParam numBlocks;
    final DoubleParam tol;
    final Param<String> solver;
    final Param<String> weighting;
    final DoubleParam unobservedWeight;
    final DoubleParam regularizationExponent;

    private final ALS owner;

    FitParams(ALS owner) {
        this.owner = owner;
        AlsSettings defaults = AlsSettings.defaults();
        rank = integer("rank", "length of the vectors", 10);
        maxIter = integer("maxIter", "how often both sides are solved", defaults.iterations());
        numBlocks = integer("numBlocks", "parts that each side is cut into", defaults.blocks());
        regParam = number("regParam", "regularization, 0 or more", defaults.regularization());
        alpha = number("alpha", "confidence for each unit of rating, 0 or more", defaults.alpha());
        tol = number("tol", "stops when the objective falls by a smaller share", defaults.tolerance());
        unobservedWeight = number("unobservedWeight", "above 0, at most 1", defaults.unobservedWeight());
        regularizationExponent = number(
                "regularizationExponent", "0 to 1: growth with a row's pairs", defaults.regularizationExponent());
        implicitPrefs = new BooleanParam(owner, "implicitPrefs", "true: ratings are implicit feedback");
        nonnegative = new BooleanParam(owner, "nonnegative", "false: vectors may have numbers below zero");
        ratingCol = new Param<>(owner, "ratingCol", "column of the ratings, numbers; empty for 1 each");
        seed = new LongParam(owner, "seed", "of the first vectors");
        solver = choice("solver", "how each vector is solved", Solver.values());
        weighting = choice("weighting", "what ratings weigh", Weighting.values());
        owner.setDefault(implicitPrefs, true);
        owner.setDefault(nonnegative, false);
        owner.setDefault(ratingCol, "rating");
        owner.setDefault(seed, defaults.seed());
        owner.setDefault(solver, name(defaults.solver()));
        owner.setDefault(weighting, name(defaults.weighting()));
    }

    private IntParam integer(String name, String doc, int initial) {
        IntParam param = new IntParam(owner, name, doc + ", 1 or more", ParamValidators.gtEq(1));
        owner.setDefault(param, initial);
        return param;
    }

    private DoubleParam number(String name, String doc, double initial) {
        DoubleParam param = new DoubleParam(owner, name, doc, ParamValidators.gtEq(0));
        owner.setDefault(param, initial);
        return param;
    }

    private Param<String> choice(String name, String doc, Enum<?>[] values) {
        List<String> names = Arrays.stream(values).map(FitParams::name).toList();
        return new Param<>(owner, name, doc + ": " + String.join(", ", names), ParamValidators.<String>inArray(names));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The settings of the fit.
     *
     * @throws SettingsException when they ask for what MLlib's ALS can and this one cannot, or a number is out of range
     */
    AlsSettings settings() {
        refuse(implicitPrefs, !(boolean) owner.getOrDefault(implicitPrefs));
        refuse(nonnegative, (boolean) owner.getOrDefault(nonnegative));
        return AlsSettings.defaults()
                .withRank((int) owner.getOrDefault(rank))
                .withIterations((int) owner.getOrDefault(maxIter))
                .withBlocks((int) owner.getOrDefault(numBlocks))
                .withRegularization((double) owner.getOrDefault(regParam))
                .withAlpha((double) owner.getOrDefault(alpha))
                .withTolerance((double) owner.getOrDefault(tol))
                .withUnobservedWeight((double) owner.getOrDefault(unobservedWeight))
                .withRegularizationExponent((double) owner.getOrDefault(regularizationExponent))
                .withSolver(value(solver, Solver.class))
                .withWeighting(value(weighting, Weighting.class))
                .withSeed((long) owner.getOrDefault(seed));
    }

    private void refuse(BooleanParam param, boolean isRefused) {
        if (isRefused) {
            Object value = owner.getOrDefault(param);
            throw new SettingsException("Cannot fit ALS: " + param.name() + "=" + value + ", expected "
                    + !(boolean) value + "; use org.apache.spark.ml.recommendation.ALS for it");
        }
    }

    private <E extends Enum<E>> E value(Param<String> param, Class<E> type) {
        return Enum.valueOf(
                type, owner.getOrDefault(param).toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
