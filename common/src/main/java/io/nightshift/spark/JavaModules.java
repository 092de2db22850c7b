package io.nightshift.spark;

import io.nightshift.errors.SettingsException;

/**
 * Spark needs the insides of some packages of Java. Its launchers open them; the worker that starts a driver of standalone cluster mode
 * does not, and Spark then fails on the first date that it reads.
 */
final class JavaModules {
    private static final String CALENDAR = "sun.util.calendar";

    private JavaModules() {}

    /**
     * Checks one of the packages for all, because they are opened together.
     *
     * @throws SettingsException when it is closed
     */
    static void requireOpen() {
        if (!Object.class.getModule().isOpen(CALENDAR, JavaModules.class.getModule())) {
            throw new SettingsException("Cannot run on this Java: package " + CALENDAR
                    + " is closed, expected the Java options that Spark needs; submit with those of"
                    + " conf/spark-standalone-cluster.conf");
        }
    }
}
