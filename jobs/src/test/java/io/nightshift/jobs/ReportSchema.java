package io.nightshift.jobs;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The published schema of reports, as a validator that knows nothing of Nightshift reads it. */
public final class ReportSchema {
    static final Path FILE = Path.of("..", "docs", "job-report.schema.json");

    private ReportSchema() {}

    /** What is wrong with a report, one sentence each. */
    public static List<String> problems(String report) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Files.readString(FILE));
        return schema
                .validate(report, InputFormat.JSON, context -> context.getExecutionConfig()
                        .setFormatAssertionsEnabled(true))
                .stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }
}
