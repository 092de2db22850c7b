package io.nightshift.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local disk: the file is completed under a temporary name and then linked to its own. Linking fails when the name is taken,
 * which neither Hadoop's local file system nor {@link Files#move} can promise.
 */
final class HardLinks implements ExclusiveCreation {
    private static final Logger LOG = LoggerFactory.getLogger(HardLinks.class);

    @Override
    public boolean create(org.apache.hadoop.fs.Path target, byte[] bytes) throws IOException {
        Path file = Path.of(target.toUri().getPath());
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + TEMPORARY);
        Files.createDirectories(file.getParent());
        try {
            writeDurably(temporary, bytes);
            return link(file, temporary, bytes);
        } finally {
            discard(temporary);
        }
    }

    private static void writeDurably(Path temporary, byte[] bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer remaining = ByteBuffer.wrap(bytes);
            while (remaining.hasRemaining()) {
                channel.write(remaining);
            }
            channel.force(true);
        }
    }

    private static boolean link(Path file, Path temporary, byte[] bytes) throws IOException {
        try {
            Files.createLink(file, temporary);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        } catch (UnsupportedOperationException unsupported) {
            throw new IOException("the file system has no hard links", unsupported);
        } catch (IOException unclear) {
            // A network disk may lose the answer of a link that it made, and a clean-up may have taken the temporary
            // file of a loser.
            if (Files.exists(file)) {
                return Arrays.equals(Files.readAllBytes(file), bytes);
            }
            throw unclear;
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException left) {
            LOG.warn("A temporary file stays behind until the next prune: {}", temporary, left);
        }
    }
}
