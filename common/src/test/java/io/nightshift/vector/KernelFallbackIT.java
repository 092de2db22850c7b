package io.nightshift.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a process does that was started without the module of the Vector API. */
class KernelFallbackIT {
    /** Asks twice and prints which kernels it got. */
    static final class Asked {
        private Asked() {}

        public static void main(String[] arguments) {
            Kernels.best();
            System.out.println("took " + Kernels.best().name());
        }
    }

    private record Ended(int status, String output) {}

    @Test
    void takesThePlainKernelsAndSaysSoOnce() throws Exception {
        Ended ended = start();

        assertThat(ended.status()).isZero();
        assertThat(ended.output()).contains("took " + new ScalarKernels().name());
        assertThat(ended.output().split("module jdk.incubator.vector was not started", -1))
                .hasSize(2);
    }

    @Test
    void failsWhereTheFastKernelsAreRequired() throws Exception {
        Ended ended = start("-D" + Kernels.PROPERTY + "=required");

        assertThat(ended.status()).isNotZero();
        assertThat(ended.output())
                .contains("Cannot use the Vector API: module jdk.incubator.vector was not started", "--add-modules=")
                .doesNotContain("took");
    }

    private static Ended start(String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", place(Kernels.class) + ":" + place(Asked.class), Asked.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private static String place(Class<?> of) throws IOException {
        try {
            return Path.of(of.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException unreadable) {
            throw new IOException(unreadable);
        }
    }
}
