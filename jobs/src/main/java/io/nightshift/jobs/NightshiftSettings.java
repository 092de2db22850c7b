package io.nightshift.jobs;

import io.nightshift.config.SettingsNode;
import io.nightshift.jobs.evaluate.EvaluateSettings;
import io.nightshift.jobs.features.FeatureSettings;
import io.nightshift.jobs.ingest.IngestSettings;
import io.nightshift.jobs.ingest.InputSettings;
import io.nightshift.jobs.propensity.PropensitySettings;
import io.nightshift.jobs.publish.PublishSettings;
import io.nightshift.jobs.recommend.InteractionSettings;
import io.nightshift.jobs.recommend.RecommendSettings;
import io.nightshift.jobs.tune.TuneSettings;
import io.nightshift.spark.SparkSettings;
import java.time.ZoneId;

/**
 * Everything below {@code nightshift} in the settings.
 *
 * @param warehouse the folder that holds runs and releases, any Hadoop path
 * @param timeZone where days are cut
 * @param seed of every random choice
 */
public record NightshiftSettings(
        String warehouse,
        ZoneId timeZone,
        long seed,
        SparkSettings spark,
        InputSettings inputs,
        IngestSettings ingest,
        FeatureSettings features,
        InteractionSettings interactions,
        RecommendSettings recommend,
        PropensitySettings propensity,
        EvaluateSettings evaluate,
        TuneSettings tune,
        PublishSettings publish) {

    /** Reads the whole section; problems are noted in the node. */
    public static NightshiftSettings read(SettingsNode node) {
        return new NightshiftSettings(
                node.text("warehouse"),
                node.zone("time-zone"),
                node.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                node.section("spark", SparkSettings::read),
                node.section("inputs", InputSettings::read),
                node.section("ingest", IngestSettings::read),
                node.section("features", FeatureSettings::read),
                node.section("interactions", InteractionSettings::read),
                node.section("recommend", RecommendSettings::read),
                node.section("propensity", PropensitySettings::read),
                node.section("evaluate", EvaluateSettings::read),
                node.section("tune", TuneSettings::read),
                node.section("publish", PublishSettings::read));
    }
}
