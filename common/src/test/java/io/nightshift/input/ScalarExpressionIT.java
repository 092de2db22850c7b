package io.nightshift.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.spark.TestSpark;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarExpressionIT {
    private final Dataset<Row> rows = TestSpark.session()
            .sql(
                    "select '0.49' as paid, 'two' as units, 9007199254740993 as big, array(1, 2) as list, ' 7 ' as padded, ''"
                            + " as empty, 'x' as `a name`");

    private List<String> problemsOf(String text) {
        List<String> problems = new ArrayList<>();
        ScalarExpression.over(rows, text, problems);
        return problems;
    }

    private Row valueAndFailure(String text) {
        List<String> problems = new ArrayList<>();
        Mapping mapping = ScalarExpression.over(rows, text, problems);
        assertThat(problems).isEmpty();
        return rows.select(mapping.value(), mapping.failed()).first();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "paid",
                "PAID",
                "a name",
                "`a name`",
                "'purchase'",
                "concat(paid, units)",
                "case when units = 'two' then 2 else cast(units as int) end",
                "transform(list, x -> x + 1)[0]",
                "coalesce(nullif(empty, ''), paid)",
                "timestamp_seconds(big div 1000000000)"
            })
    void takesColumnsAndScalarExpressions(String text) {
        assertThat(problemsOf(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    (select max(big) from range(3))          | subqueries are refused
                    exists (select 1)                        | subqueries are refused
                    paid in (select paid from other)         | subqueries are refused
                    max(paid)                                | aggregates
                    count(*)                                 | aggregates
                    row_number() over (order by big)         | looks at other rows
                    explode(list)                            | makes rows
                    reflect('java.lang.System', 'exit', 1)   | reflect is refused
                    JAVA_METHOD('java.lang.Math', 'random')  | java_method is refused
                    try_reflect('java.lang.Math', 'random')  | try_reflect is refused
                    rand()                                   | another value each time
                    uuid()                                   | another value each time
                    monotonically_increasing_id()            | another value each time
                    input_file_name()                        | another value each time
                    current_date()                           | current_date is refused
                    now()                                    | now is refused
                    unix_timestamp()                         | it depends on more than the row
                    to_date(concat('', current_date))        | current_date
                    current_user()                           | current_user is refused
                    nowhere()                                | nowhere
                    paid +                                   | Syntax error at or near end of input
                    payd * 2                                 | there is no column payd; did you mean paid?
                    *                                        | a mapping sees one row
                    """)
    void refusesAllElse(String text, String reason) {
        assertThat(problemsOf(text)).as(text).isNotEmpty();
        assertThat(String.join(" ", problemsOf(text))).contains(reason);
    }

    @Test
    void namesTheColumnsAndTheQuotesWhenAConstantLacksThem() {
        assertThat(problemsOf("purchase"))
                .containsExactly(
                        "there is no column purchase among paid, units, big, list, padded, empty, a name; a constant"
                                + " text needs quotes: \"'purchase'\"");
    }

    @Test
    void comparesTextWithWholeNumbersAsNumbers() {
        assertThat(valueAndFailure("paid > 0").getBoolean(0)).as("0.49 > 0").isTrue();
        assertThat(valueAndFailure("0 < paid and paid < 1").getBoolean(0)).isTrue();
        assertThat(valueAndFailure("paid between 0 and 1").getBoolean(0)).isTrue();
        assertThat(valueAndFailure("paid in (0, 1)").getBoolean(0)).isFalse();
        assertThat(valueAndFailure("padded = 7").getBoolean(0)).isTrue();
    }

    @Test
    void comparesLargeWholeNumbersExactly() {
        assertThat(valueAndFailure("big = 9007199254740992").getBoolean(0)).isFalse();
        assertThat(valueAndFailure("big = 9007199254740993").getBoolean(0)).isTrue();
    }

    @Test
    void tellsACastThatFailsFromAValueThatIsMissing() {
        assertThat(valueAndFailure("cast(units as int) * 2").getBoolean(1)).isTrue();
        assertThat(valueAndFailure("units * paid").getBoolean(1)).as("implicit").isTrue();
        assertThat(valueAndFailure("cast(padded as int)").getBoolean(1)).isFalse();
        assertThat(valueAndFailure("cast(empty as int)").getBoolean(1))
                .as("empty")
                .isFalse();
        assertThat(valueAndFailure("try_cast(units as int)").getBoolean(1))
                .as("asked for")
                .isFalse();
        assertThat(valueAndFailure("case when units <> 'two' then cast(units as int) end")
                        .getBoolean(1))
                .as("guarded")
                .isFalse();
    }
}
