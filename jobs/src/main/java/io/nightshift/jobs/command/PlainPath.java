package io.nightshift.jobs.command;

import org.apache.hadoop.fs.Path;

/** A path as other programs take it: without the scheme when it is on the local disk. */
final class PlainPath {
    private PlainPath() {}

    static String of(Path path) {
        return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
    }
}
