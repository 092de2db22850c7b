package io.nightshift.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The jar that is handed to spark-submit, as the build packed it. */
class ShippedJarIT {
    private static final String JAR = "target/nightshift.jar";

    private static List<String> files() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .collect(Collectors.toList());
        }
    }

    /** Whatever else were inside could meet another version of itself on a cluster's class path. */
    @Test
    void holdsNothingButNightshiftAndWhatItRelocated() throws IOException {
        assertThat(files())
                .isNotEmpty()
                .allMatch(name -> name.startsWith("io/nightshift/")
                        || name.equals("reference.conf")
                        || name.startsWith("META-INF/") && !name.endsWith(".class"));
    }

    @Test
    void holdsSettingsAndCommandLineUnderNamesOfItsOwn() throws IOException {
        assertThat(files())
                .contains(
                        "io/nightshift/shaded/config/Config.class",
                        "io/nightshift/shaded/picocli/CommandLine.class",
                        "io/nightshift/jobs/Main.class",
                        "reference.conf");
    }

    @Test
    void startsMain() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo(Main.class.getName());
        }
    }
}
