package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import io.nightshift.contract.Contract;
import org.apache.spark.sql.types.DataTypes;

/** The items of a run: those of the items input, or those of the events when there is no such input. */
public final class ItemsTable {
    public static final String ITEM_ID = "item_id";
    public static final String TITLE = "title";
    public static final String CATEGORY = "category";
    public static final String BRAND = "brand";
    public static final String PRICE = "price";
    public static final String DESCRIPTION = "description";
    public static final String AVAILABLE = "available";
    public static final String CREATED = "created";
    public static final String MARGIN = "margin";
    public static final String ATTRIBUTES = "attributes";

    public static final Contract CONTRACT = Contract.internal("items", "One item")
            .key(ITEM_ID, StringType, "The item")
            .optional(TITLE, StringType, "Name for people; null when unknown")
            .optional(CATEGORY, StringType, "Category; null when unknown")
            .optional(BRAND, StringType, "Brand; null when unknown")
            .optional(PRICE, DataTypes.createDecimalType(18, 4), "Current price of a unit; null when unknown")
            .optional(DESCRIPTION, StringType, "Text for people; null when unknown")
            .required(
                    AVAILABLE, BooleanType, "Whether it may be recommended tonight; true when the source does not say")
            .optional(CREATED, TimestampType, "When the item came into the range; null when unknown")
            .optional(MARGIN, DataTypes.createDecimalType(18, 4), "Margin of a unit; null when unknown")
            .optional(
                    ATTRIBUTES,
                    DataTypes.createMapType(StringType, StringType, false),
                    "The attributes mapped in the settings, by name; an unknown value has no entry, null when none is mapped")
            .version(1, 1);

    private ItemsTable() {}
}
