package io.nightshift.als.ml;

import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/**
 * How a model is stored: metadata as all of spark.ml's stages have it, and a Parquet folder for each side's vectors
 * ({@link FactorSide}).
 */
final class ALSModelStorage {
    private static final String USERS = "userFactors";
    private static final String ITEMS = "itemFactors";

    private ALSModelStorage() {}

    /** Writes a model to a folder that must not exist, unless told to overwrite. */
    static final class Writer extends MLWriter {
        private final ALSModel model;

        Writer(ALSModel model) {
            this.model = model;
        }

        @Override
        public void saveImpl(String path) {
            DefaultParamsWriter.saveMetadata(model, path, sparkSession(), Option.empty(), Option.empty());
            model.users().rows().write().parquet(new Path(path, USERS).toString());
            model.items().rows().write().parquet(new Path(path, ITEMS).toString());
        }
    }

    /** Reads what {@link Writer} wrote. */
    static final class Reader extends MLReader<ALSModel> {
        @Override
        public ALSModel load(String path) {
            DefaultParamsReader.Metadata metadata =
                    DefaultParamsReader.loadMetadata(path, sparkSession(), ALSModel.class.getName());
            ALSModel model = new ALSModel(metadata.uid(), side(path, USERS), side(path, ITEMS));
            metadata.getAndSetParams(model, Option.empty());
            return model;
        }

        private FactorSide side(String path, String name) {
            return new FactorSide(sparkSession().read().parquet(new Path(path, name).toString()));
        }
    }
}
