package io.nightshift.storage;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** How a file system makes a complete file appear under a name that must not exist yet, with one winner among many processes. */
sealed interface ExclusiveCreation permits HardLinks, GuardedRename {
    /** Ends the name of a file that is not complete yet; such a name also starts with a dot. */
    String TEMPORARY = ".tmp";

    /**
     * Creates the file, all bytes or none, and the folders above it.
     *
     * @return whether this call created it; false when the name was taken
     */
    boolean create(Path target, byte[] bytes) throws IOException;
}
