package io.nightshift.warehouse;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import com.typesafe.config.ConfigFactory;
import io.nightshift.contract.Audit;
import io.nightshift.contract.Contract;
import io.nightshift.input.InputFile;
import io.nightshift.spark.TestSpark;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The tables, settings and dates that the warehouse's tests work with. */
final class Shelf {
    static final Contract PRICES = Contract.released("prices", "One item's price")
            .key("item_id", StringType, "The item")
            .optional("cents", LongType, "Its price")
            .version(1, 0);
    static final Contract VISITS = Contract.internal("visits", "One visit")
            .required("item_id", StringType, "The item")
            .version(2, 1);

    static final LocalDate MONDAY = LocalDate.of(2026, 7, 27);
    static final LocalDate TUESDAY = LocalDate.of(2026, 7, 28);
    static final LocalDate WEDNESDAY = LocalDate.of(2026, 7, 29);
    static final RunStart START = start("seed = 1");
    static final String FINGERPRINT = "f1";

    private Shelf() {}

    static RunStart start(String settings) {
        return RunStart.of(ConfigFactory.parseString(settings), "0.1.0");
    }

    static Dataset<Row> prices(long... cents) {
        List<Row> rows = Arrays.stream(cents)
                .mapToObj(price -> RowFactory.create("item-" + price, price))
                .toList();
        return TestSpark.session().createDataFrame(rows, PRICES.schema());
    }

    static Dataset<Row> visits(String... items) {
        List<Row> rows = Arrays.stream(items).map(RowFactory::create).toList();
        return TestSpark.session().createDataFrame(rows, VISITS.schema());
    }

    static ReleaseDraft draft() {
        return draft(Suppression.NONE, ReleaseDraft.Promotion.NEWEST_DATE);
    }

    static ReleaseDraft draft(Suppression suppression, ReleaseDraft.Promotion promotion) {
        return new ReleaseDraft(
                List.of(PRICES),
                suppression,
                Map.of("events", List.of(new InputFile("file:/in/events.csv", 10, 1_700_000_000_000L))),
                Map.of("ndcg", 0.25),
                List.of(new Audit("prices", "key-unique", true, "expected and found no duplicates")),
                promotion);
    }
}
