package io.nightshift.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;

/**
 * Which code is running: the version of the build and the first 12 hex digits of the SHA-256 of the jar. Builds are reproducible,
 * so the same commit gives the same code version anywhere; classes outside a jar (a test) read "version+classes".
 */
final class CodeVersion {
    private static final String CURRENT = compute();

    private CodeVersion() {}

    static String current() {
        return CURRENT;
    }

    private static String compute() {
        try (InputStream in = CodeVersion.class.getResourceAsStream("build.properties")) {
            Properties build = new Properties();
            build.load(in);
            return build.getProperty("version") + "+" + digestOfJar();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the jar that is running", unreadable);
        }
    }

    private static String digestOfJar() throws IOException {
        try {
            Path code = Path.of(CodeVersion.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (!Files.isRegularFile(code)) {
                return "classes";
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(code));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (URISyntaxException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
