package io.nightshift.jobs.command;

import io.nightshift.errors.SettingsException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** A date of the command line. */
final class RunDate {
    private RunDate() {}

    static LocalDate parse(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException wrong) {
            throw new SettingsException("Cannot use the date: --date=" + text
                    + ", expected a day such as 2017-12-28; write it as year-month-day");
        }
    }
}
