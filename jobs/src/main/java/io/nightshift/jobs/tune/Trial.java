package io.nightshift.jobs.tune;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One trial and what came of it.
 *
 * @param number 0 for the settings as they are
 * @param settings key below {@code nightshift} to value; what it does not name is as in the settings
 * @param byCut the objective after each cut
 * @param seconds how long it took
 */
public record Trial(int number, Map<String, String> settings, Map<String, Double> byCut, double seconds) {
    /** The mean of the objective over the cuts. */
    public double value() {
        return byCut.values().stream().mapToDouble(v -> v).sum() / byCut.size();
    }

    /** The trial's settings as a settings file, one line for each. */
    public String snippet() {
        StringBuilder text = new StringBuilder("nightshift {\n");
        settings.forEach((key, value) ->
                text.append("  ").append(key).append(" = ").append(value).append('\n'));
        return text.append("}\n").toString();
    }

    byte[] json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", number);
        fields.put("settings", settings);
        fields.put("value", value());
        fields.put("by-cut", byCut);
        fields.put("seconds", seconds);
        return (ConfigFactory.parseMap(quoted(fields)).root().render(ConfigRenderOptions.concise()) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    static Trial parse(byte[] json) {
        Config read = ConfigFactory.parseString(new String(json, StandardCharsets.UTF_8));
        Map<String, String> settings = new TreeMap<>();
        read.getObject("settings").forEach((key, value) -> settings.put(key, (String) value.unwrapped()));
        Map<String, Double> byCut = new TreeMap<>();
        read.getObject("by-cut").forEach((cut, value) -> byCut.put(cut, ((Number) value.unwrapped()).doubleValue()));
        return new Trial(read.getInt("number"), settings, byCut, read.getDouble("seconds"));
    }

    /** Keys of parseMap are paths; ours may hold dots and are one name each. */
    private static Map<String, Object> quoted(Map<String, Object> fields) {
        Map<String, Object> quoted = new LinkedHashMap<>();
        fields.forEach((key, value) ->
                quoted.put(ConfigUtil.quoteString(key), value instanceof Map<?, ?> inner ? quotedKeys(inner) : value));
        return quoted;
    }

    private static Map<String, Object> quotedKeys(Map<?, ?> inner) {
        Map<String, Object> quoted = new TreeMap<>();
        inner.forEach((key, value) -> quoted.put(ConfigUtil.quoteString((String) key), value));
        return quoted;
    }
}
