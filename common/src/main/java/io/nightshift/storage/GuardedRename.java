package io.nightshift.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.ipc.RemoteException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HDFS and whatever behaves like it: the file is completed under a temporary name and then renamed by {@link FileContext} without
 * the overwrite option, which the name node decides in one step. {@link FileSystem#rename} would only return false, for any reason.
 */
final class GuardedRename implements ExclusiveCreation {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedRename.class);

    private final FileSystem files;
    private final FileContext context;

    GuardedRename(FileSystem files, FileContext context) {
        this.files = files;
        this.context = context;
    }

    @Override
    public boolean create(Path target, byte[] bytes) throws IOException {
        Path temporary = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID() + TEMPORARY);
        try {
            if (!files.mkdirs(target.getParent())) {
                throw new ParentNotDirectoryException(target.getParent() + " cannot be created");
            }
            try (FSDataOutputStream out = files.create(temporary, false)) {
                out.write(bytes);
            }
            return rename(temporary, target, bytes);
        } catch (IOException failed) {
            discard(temporary);
            throw failed;
        }
    }

    private boolean rename(Path temporary, Path target, byte[] bytes) throws IOException {
        try {
            context.rename(temporary, target);
            return true;
        } catch (IOException refused) {
            boolean taken = saysTaken(refused);
            if (!taken && !exists(target)) {
                throw refused;
            }
            discard(temporary);
            // When the refusal names another reason, the answer to a rename that was made may have been lost.
            return !taken && Arrays.equals(contents(target), bytes);
        }
    }

    private static boolean saysTaken(Throwable refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileAlreadyExistsException
                    || cause instanceof java.nio.file.FileAlreadyExistsException
                    || cause instanceof RemoteException remote
                            && remote.getClassName().endsWith("FileAlreadyExistsException")) {
                return true;
            }
        }
        return false;
    }

    private boolean exists(Path target) throws IOException {
        try {
            return files.getFileStatus(target).isFile();
        } catch (FileNotFoundException absent) {
            return false;
        }
    }

    private byte[] contents(Path target) throws IOException {
        try (FSDataInputStream in = files.open(target)) {
            return in.readAllBytes();
        }
    }

    private void discard(Path temporary) {
        try {
            files.delete(temporary, false);
        } catch (IOException left) {
            LOG.warn("A temporary file stays behind until the next prune: {}", temporary, left);
        }
    }
}
