package io.nightshift.input;

import io.nightshift.errors.InputMissingException;
import io.nightshift.errors.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Lists the files behind an input path. */
public final class InputFiles {
    private InputFiles() {}

    /**
     * The data files at a path, a folder (with its subfolders) or a glob, ordered by path. Names that start with {@code _} or
     * {@code .} are not data.
     *
     * @throws InputMissingException when there is no such path, or no file in it
     * @throws StorageException when the file system cannot be asked
     */
    public static List<InputFile> at(String path, Configuration hadoop) {
        try {
            Path given = new Path(path);
            FileSystem fileSystem = given.getFileSystem(hadoop);
            FileStatus[] matches = fileSystem.globStatus(given);
            if (matches == null || matches.length == 0) {
                throw new InputMissingException("Cannot read input: path=" + path
                        + ", expected a file, a folder or a glob that matches; check the path");
            }
            List<InputFile> files = new ArrayList<>();
            for (FileStatus match : matches) {
                collect(fileSystem, match, files);
            }
            if (files.isEmpty()) {
                throw new InputMissingException("Cannot read input: path=" + path
                        + " is a folder without data files, expected at least one; check that the export has run");
            }
            files.sort(Comparator.comparing(InputFile::path));
            return List.copyOf(files);
        } catch (IOException failed) {
            throw new StorageException(
                    "Cannot list input: path=" + path
                            + ", expected a readable file system; check the address and the rights",
                    failed);
        }
    }

    /** A hash over paths, lengths and modification times: equal when no file was added, removed or rewritten. */
    public static String fingerprint(List<InputFile> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.stream()
                    .sorted(Comparator.comparing(InputFile::path))
                    .forEach(file -> digest.update((file.path() + '\n' + file.bytes() + '\n' + file.modified() + '\n')
                            .getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    private static void collect(FileSystem fileSystem, FileStatus status, List<InputFile> files) throws IOException {
        if (status.isFile()) {
            files.add(new InputFile(status.getPath().toString(), status.getLen(), status.getModificationTime()));
            return;
        }
        for (FileStatus child : fileSystem.listStatus(status.getPath())) {
            String name = child.getPath().getName();
            if (!name.startsWith("_") && !name.startsWith(".")) {
                collect(fileSystem, child, files);
            }
        }
    }
}
