package io.nightshift.storage;

import io.nightshift.errors.SettingsException;
import io.nightshift.errors.StorageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One folder of a Hadoop file system. Everything in it is named relative to it, by parts of letters, digits, dot, underscore,
 * hyphen and equals sign joined by slashes, so that no name leads out of it. Every failure of the file system is a
 * {@link StorageException}.
 */
public final class Storage {
    /**
     * Hadoop property: the schemes, beside {@code file}, whose rename without overwriting is one step with one winner; default
     * {@code hdfs}. Object stores copy and delete instead, which no trial can tell, so they are not in it.
     */
    public static final String ATOMIC_RENAME_SCHEMES = "nightshift.storage.atomic-rename-schemes";

    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);
    private static final Pattern NAME = Pattern.compile("(?!\\.\\.?(/|$))[\\w.=-]+(/(?!\\.\\.?(/|$))[\\w.=-]+)*");

    private final Path root;
    private final FileSystem files;
    private final ExclusiveCreation exclusive;

    private Storage(Path root, FileSystem files, ExclusiveCreation exclusive) {
        this.root = root;
        this.files = files;
        this.exclusive = exclusive;
    }

    /**
     * A folder that may not exist yet; nothing is written.
     *
     * @throws StorageException when its file system is unknown or cannot create files exclusively
     * @throws SettingsException when the text is no path
     */
    public static Storage open(String root, Configuration conf) {
        Path path = location(root);
        return attempt("open storage", root, () -> {
            FileSystem files = path.getFileSystem(conf);
            Path qualified = files.makeQualified(path);
            // Without its checksum files: they are no part of what is stored, and Hadoop writes them in a second step.
            FileSystem raw = files instanceof LocalFileSystem local ? local.getRaw() : files;
            return new Storage(qualified, raw, exclusiveCreation(qualified, raw, conf));
        });
    }

    private static Path location(String root) {
        try {
            return new Path(root);
        } catch (IllegalArgumentException malformed) {
            throw new SettingsException(
                    List.of("Cannot open storage: path=" + root + ", expected a path such as /data/warehouse or"
                            + " hdfs://host/warehouse (" + malformed.getMessage() + "); correct the path"),
                    malformed);
        }
    }

    private static ExclusiveCreation exclusiveCreation(Path root, FileSystem files, Configuration conf)
            throws IOException {
        String scheme = root.toUri().getScheme();
        if ("file".equals(scheme)) {
            return new HardLinks();
        }
        Set<String> atomic = Set.copyOf(Arrays.asList(conf.getTrimmedStrings(ATOMIC_RENAME_SCHEMES, "hdfs")));
        if (!atomic.contains(scheme)) {
            throw new StorageException("Cannot open storage: path=" + root
                    + ", expected the local disk or a file system with an atomic rename, such as " + atomic
                    + "; move the warehouse there, or add the scheme to " + ATOMIC_RENAME_SCHEMES
                    + " if its rename fails atomically when the target exists");
        }
        return new GuardedRename(files, FileContext.getFileContext(root.toUri(), conf));
    }

    /** The folder itself. */
    public Path root() {
        return root;
    }

    /**
     * Where a name is, for Spark.
     *
     * @throws IllegalArgumentException for a name that could lead elsewhere
     */
    public Path path(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("Cannot use name in storage: name=" + name
                    + ", expected parts of letters, digits, '.', '_', '-' and '='; correct the caller");
        }
        return new Path(root, name);
    }

    /** Tries exclusive creation with a throw-away file in a folder, because a file system may promise what it does not keep. */
    public void requireExclusiveCreation(String folder) {
        String probe = folder + "/.probe-" + UUID.randomUUID() + ExclusiveCreation.TEMPORARY;
        boolean first = createExclusively(probe, new byte[] {1});
        boolean second = createExclusively(probe, new byte[] {2});
        delete(probe);
        if (!first || second) {
            throw new StorageException(
                    "Cannot use storage: path=" + root
                            + ", expected a file system where creating an existing file fails; move the warehouse to one that does");
        }
    }

    /**
     * Creates a file, and the folders above it, with all its bytes or not at all.
     *
     * @return whether this call created it; false when the file existed or another process was first
     */
    public boolean createExclusively(String name, byte[] bytes) {
        Path target = path(name);
        return attempt("create file", target, () -> exclusive.create(target, bytes));
    }

    /** The bytes of a file, or nothing when there is no such file. */
    public Optional<byte[]> read(String name) {
        Path path = path(name);
        return attempt("read file", path, () -> {
            try (FSDataInputStream in = files.open(path)) {
                return Optional.of(in.readAllBytes());
            } catch (FileNotFoundException absent) {
                return Optional.empty();
            }
        });
    }

    /** A file or folder, or nothing when there is none. */
    public Optional<StoredEntry> entry(String name) {
        Path path = path(name);
        return attempt("look up", path, () -> {
            try {
                return Optional.of(entry(files.getFileStatus(path)));
            } catch (FileNotFoundException absent) {
                return Optional.empty();
            }
        });
    }

    /** The entries of a folder, ordered by name; none when it does not exist. */
    public List<StoredEntry> list(String folder) {
        Path path = path(folder);
        return attempt("list folder", path, () -> {
            try {
                return Arrays.stream(files.listStatus(path))
                        .map(Storage::entry)
                        .sorted(Comparator.comparing(StoredEntry::name))
                        .toList();
            } catch (FileNotFoundException absent) {
                return List.of();
            }
        });
    }

    /** Removes a file, or a folder with all in it; nothing happens when it does not exist. */
    public void delete(String name) {
        Path path = path(name);
        attempt("delete", path, () -> files.delete(path, true));
    }

    /** Removes a folder if nothing is in it, whatever another process puts there meanwhile. */
    public void deleteIfEmpty(String folder) {
        Path path = path(folder);
        if (list(folder).isEmpty()) {
            try {
                files.delete(path, false);
            } catch (IOException filled) {
                LOG.debug("A folder stays because something came into it: {}", path, filled);
            }
        }
    }

    /** Whether a text can name something in storage. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether an entry is a file that was never completed: what a killed process leaves behind. */
    public static boolean isTemporary(StoredEntry entry) {
        return entry.isFile() && entry.name().startsWith(".") && entry.name().endsWith(ExclusiveCreation.TEMPORARY);
    }

    private static StoredEntry entry(FileStatus status) {
        return new StoredEntry(
                status.getPath().getName(),
                status.isFile() ? StoredEntry.Kind.FILE : StoredEntry.Kind.FOLDER,
                status.isFile() ? status.getLen() : 0,
                status.getModificationTime());
    }

    private interface FileCall<T> {
        T run() throws IOException;
    }

    private static <T> T attempt(String deed, Object path, FileCall<T> call) {
        try {
            return call.run();
        } catch (IOException failed) {
            throw new StorageException(
                    "Cannot " + deed + ": path=" + path + ", expected a folder that this process may read and write ("
                            + failed.getMessage() + "); check the path, its permissions and the free space",
                    failed);
        }
    }
}
