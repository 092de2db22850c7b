package io.nightshift.storage;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk under the scheme {@code fault}, whose calls are counted and fail or are late where a test wants them to. Like HDFS, it
 * refuses to rename onto a file that exists, in one step.
 */
public final class FaultyFileSystem extends RawLocalFileSystem {
    /** How a call fails. */
    public enum Fault {
        /** This call and all after it do nothing: the process is dead. */
        CRASH_BEFORE,
        /** This call works but its answer is lost, and all after it do nothing. */
        CRASH_AFTER,
        /** Only this call fails, and does nothing. */
        GLITCH_BEFORE,
        /** Only this call fails, after it has worked. */
        GLITCH_AFTER
    }

    private static final URI HERE = URI.create("fault:///");
    private static final AtomicInteger CALLS = new AtomicInteger();
    private static volatile int failing = Integer.MAX_VALUE;
    private static volatile Fault fault = Fault.CRASH_BEFORE;
    private static volatile int late = Integer.MAX_VALUE;
    private static volatile long lateness;

    /** A configuration that knows the scheme. */
    public static Configuration configure(Configuration conf) {
        conf.set("fs.fault.impl", FaultyFileSystem.class.getName());
        conf.set("fs.AbstractFileSystem.fault.impl", Context.class.getName());
        conf.set(Storage.ATOMIC_RENAME_SCHEMES, "hdfs,fault");
        return conf;
    }

    /** Counts from 0 again; the call of the given index, from 0, fails. */
    public static void failAt(int index, Fault how) {
        fault = how;
        failing = index;
        late = Integer.MAX_VALUE;
        CALLS.set(0);
    }

    /** Counts from 0 again; the call of the given index, from 0, is made so many milliseconds after it was counted. */
    public static void delayAt(int index, long milliseconds) {
        heal();
        lateness = milliseconds;
        late = index;
    }

    /** Counts from 0 again; nothing fails or is late. */
    public static void heal() {
        failAt(Integer.MAX_VALUE, Fault.CRASH_BEFORE);
    }

    /** The number of calls since counting began. */
    public static int calls() {
        return CALLS.get();
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    private static <T> T counted(Call<T> call) throws IOException {
        int index = CALLS.getAndIncrement();
        boolean crashed = index > failing && (fault == Fault.CRASH_BEFORE || fault == Fault.CRASH_AFTER);
        boolean before = fault == Fault.CRASH_BEFORE || fault == Fault.GLITCH_BEFORE;
        if (crashed || index == failing && before) {
            throw new IOException("injected before call " + index);
        }
        if (index == late) {
            delay();
        }
        T result = call.run();
        if (index == failing) {
            throw new IOException("injected after call " + index);
        }
        return result;
    }

    private static void delay() throws IOException {
        try {
            Thread.sleep(lateness);
        } catch (InterruptedException ended) {
            throw new InterruptedIOException("interrupted while late");
        }
    }

    @Override
    public String getScheme() {
        return HERE.getScheme();
    }

    @Override
    public URI getUri() {
        return HERE;
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        return counted(() -> super.open(path, bufferSize));
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        return create(path, overwrite, bufferSize, replication, blockSize, progress);
    }

    /** By Java's own calls, as {@link #mkdirs(Path)}: Hadoop's start a process to set the permissions of each file. */
    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        return counted(() -> {
            java.nio.file.Path file = pathToFile(path).toPath();
            Files.createDirectories(file.getParent());
            return new FSDataOutputStream(
                    new FilledByClosing(
                            overwrite ? Files.newOutputStream(file) : Files.newOutputStream(file, CREATE_NEW, WRITE)),
                    statistics);
        });
    }

    /** As on HDFS, a file is empty until its last call: one that is never closed has none of its bytes. */
    private static final class FilledByClosing extends ByteArrayOutputStream {
        private final OutputStream file;
        private boolean closed;

        FilledByClosing(OutputStream file) {
            this.file = file;
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try (file) {
                counted(() -> {
                    writeTo(file);
                    return file;
                });
            }
        }
    }

    @Override
    public boolean rename(Path source, Path target) throws IOException {
        return counted(() -> super.rename(source, target));
    }

    @Override
    @Deprecated
    protected void rename(Path source, Path target, Options.Rename... options) throws IOException {
        counted(() -> {
            try {
                Files.createLink(pathToFile(target).toPath(), pathToFile(source).toPath());
            } catch (java.nio.file.FileAlreadyExistsException taken) {
                throw new FileAlreadyExistsException(target.toString());
            }
            return pathToFile(source).delete();
        });
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return counted(() -> super.delete(path, recursive));
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        return counted(
                () -> Files.isDirectory(Files.createDirectories(pathToFile(path).toPath())));
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
        return mkdirs(path);
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        return counted(() -> super.listStatus(path));
    }

    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
        return getFileStatus(path);
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return counted(() -> super.getFileStatus(path));
    }

    /** The same for Hadoop's newer interface. */
    public static final class Context extends DelegateToFileSystem {
        public Context(URI uri, Configuration conf) throws IOException, URISyntaxException {
            super(HERE, initialized(conf), conf, HERE.getScheme(), false);
        }

        private static FaultyFileSystem initialized(Configuration conf) throws IOException {
            FaultyFileSystem files = new FaultyFileSystem();
            files.initialize(HERE, conf);
            return files;
        }
    }
}
