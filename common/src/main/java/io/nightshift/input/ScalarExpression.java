package io.nightshift.input;

import io.nightshift.config.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.ConditionalExpression;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestampLike;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.With;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a setting maps a canonical column to: the name of a column, or a Spark SQL expression over the columns of one row that gives
 * the same value whenever and wherever it is evaluated.
 */
public final class ScalarExpression {
    /** Functions that Spark calls deterministic, though they depend on the day, the session or any Java class. */
    private static final Set<String> REFUSED = Set.of(
            "reflect",
            "java_method",
            "try_reflect",
            "current_date",
            "curdate",
            "current_time",
            "current_timestamp",
            "localtimestamp",
            "now",
            "current_timezone",
            "current_user",
            "session_user",
            "user",
            "current_catalog",
            "current_database",
            "current_schema",
            "version");

    private final Expression parsed;

    private ScalarExpression(Expression parsed) {
        this.parsed = parsed;
    }

    /**
     * What a setting means over these rows; a null literal when it means nothing.
     *
     * @param problems receives one line for each reason why the text cannot be used
     */
    public static Mapping over(Dataset<Row> rows, String text, List<String> problems) {
        for (String column : rows.columns()) {
            if (column.equalsIgnoreCase(text)) {
                return new Mapping(named(column), functions.lit(false), Set.of(column));
            }
        }
        try {
            ScalarExpression expression =
                    new ScalarExpression(comparable(new CatalystSqlParser().parseExpression(text), rows.schema()));
            List<String> found = expression.problemsByName(rows.columns());
            problems.addAll(found);
            return found.isEmpty() ? expression.mapping(rows, problems) : Mapping.NOTHING;
        } catch (Exception failed) {
            // Scala does not declare AnalysisException, so Java cannot name it in a catch clause.
            if (!(failed instanceof AnalysisException)) {
                throw failed;
            }
            problems.add(failed.getMessage().strip().lines().findFirst().orElse("it cannot be understood"));
            return Mapping.NOTHING;
        }
    }

    /** A column by its exact name, dots and blanks included. */
    static Column named(String column) {
        return functions.col('`' + column.replace("`", "``") + '`');
    }

    private List<String> problemsByName(String[] columns) {
        Set<String> problems = new LinkedHashSet<>();
        for (Expression part : parts(parsed)) {
            if (part instanceof UnresolvedAttribute attribute) {
                requireColumn(attribute.nameParts().head(), columns, problems);
            } else if (part instanceof UnresolvedFunction function) {
                String name = function.nameParts().last().toLowerCase(Locale.ROOT);
                if (REFUSED.contains(name)) {
                    problems.add(name + " is refused: it depends on more than the row");
                }
            } else if (part instanceof PlanExpression) {
                problems.add("subqueries are refused: a mapping sees one row");
            }
        }
        return List.copyOf(problems);
    }

    private Mapping mapping(Dataset<Row> rows, List<String> problems) {
        LogicalPlan plan = plan(rows.select(ExpressionUtils.column(parsed)));
        boolean isRowByRow = plan instanceof Project project
                && project.projectList().size() == 1
                && project.child().output().equals(plan(rows).output());
        if (!isRowByRow) {
            problems.add("it aggregates, makes rows or looks at other rows: a mapping sees one row");
            return Mapping.NOTHING;
        }
        Expression resolved = (Expression) ((Project) plan).projectList().head();
        if (!resolved.deterministic()) {
            problems.add("it gives another value each time");
            return Mapping.NOTHING;
        }
        if (parts(resolved).stream().anyMatch(CurrentTimestampLike.class::isInstance)) {
            problems.add("it depends on more than the row");
            return Mapping.NOTHING;
        }
        Column failed = functions.lit(false);
        for (Cast cast : castsOfText(resolved)) {
            Column text = ExpressionUtils.column(cast.child());
            Column isThere = functions.length(functions.trim(text)).gt(0);
            failed = failed.or(functions
                    .coalesce(isThere, functions.lit(false))
                    .and(ExpressionUtils.column(cast).isNull()));
        }
        return new Mapping(ExpressionUtils.column(parsed), failed, columnsOf(rows));
    }

    /** Casts that are evaluated for every row and give null for a text they do not understand. */
    private static List<Cast> castsOfText(Expression expression) {
        List<Cast> casts = new ArrayList<>();
        if (expression instanceof ConditionalExpression || expression instanceof With) {
            return casts;
        }
        if (expression instanceof Cast cast
                && cast.child().dataType() instanceof StringType
                && !(cast.dataType() instanceof StringType)
                && !cast.evalMode().toString().equals("TRY")) {
            casts.add(cast);
        }
        CollectionConverters.asJava(expression.children()).forEach(child -> casts.addAll(castsOfText(child)));
        return casts;
    }

    private Set<String> columnsOf(Dataset<Row> rows) {
        Set<String> used = new LinkedHashSet<>();
        for (Expression part : parts(parsed)) {
            if (part instanceof UnresolvedAttribute attribute) {
                Arrays.stream(rows.columns())
                        .filter(attribute.nameParts().head()::equalsIgnoreCase)
                        .forEach(used::add);
            }
        }
        return used;
    }

    private static LogicalPlan plan(Dataset<Row> rows) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .analyzed();
    }

    private static void requireColumn(String name, String[] columns, Set<String> problems) {
        if (Arrays.stream(columns).noneMatch(name::equalsIgnoreCase)) {
            problems.add("there is no column " + name
                    + Nearest.to(name, List.of(columns))
                            .map(near -> "; did you mean " + near + "?")
                            .orElse(" among " + String.join(", ", columns) + "; a constant text needs quotes: \"'"
                                    + name + "'\""));
        }
    }

    /**
     * Compares text columns with whole numbers as numbers. Spark would cast the text to an integer first, so that {@code amount > 0}
     * were false for 0.49; against a double it compares as doubles.
     */
    private static Expression comparable(Expression expression, StructType schema) {
        Expression inner = expression.mapChildren(child -> comparable(child, schema));
        boolean isComparison = inner instanceof BinaryComparison
                || inner instanceof In
                || inner instanceof UnresolvedFunction function
                        && function.nameParts().last().equalsIgnoreCase("between");
        return isComparison && parts(inner).stream().anyMatch(part -> isText(part, schema))
                ? inner.mapChildren(ScalarExpression::asDouble)
                : inner;
    }

    private static boolean isText(Expression part, StructType schema) {
        return part instanceof UnresolvedAttribute attribute
                && Arrays.stream(schema.fields())
                        .anyMatch(field -> field.name()
                                        .equalsIgnoreCase(attribute.nameParts().last())
                                && field.dataType() instanceof StringType);
    }

    private static Expression asDouble(Expression operand) {
        return operand instanceof Literal literal && literal.dataType() instanceof IntegralType
                ? Literal$.MODULE$.apply(((Number) literal.value()).doubleValue())
                : operand;
    }

    private static List<Expression> parts(Expression expression) {
        List<Expression> parts = new ArrayList<>(List.of(expression));
        CollectionConverters.asJava(expression.children()).forEach(child -> parts.addAll(parts(child)));
        return parts;
    }
}
