package io.nightshift.warehouse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 over named values in the order given: what a table was computed from. Each name and value is preceded by its length,
 * so that no two different sequences have the same bytes.
 */
public final class Fingerprint {
    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /** A fingerprint of nothing yet. */
    public static Fingerprint start() {
        return new Fingerprint();
    }

    /** The fingerprint of one value. */
    public static String of(String name, String value) {
        return start().with(name, value).hex();
    }

    /** Adds a value and returns this. */
    public Fingerprint with(String name, Object value) {
        add(name);
        add(value.toString());
        return this;
    }

    /** The fingerprint as 64 hexadecimal digits; ends the sequence. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }
}
