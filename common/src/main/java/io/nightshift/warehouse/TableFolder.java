package io.nightshift.warehouse;

import io.nightshift.errors.StorageException;
import io.nightshift.storage.Storage;
import io.nightshift.storage.StoredEntry;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The folder of one attempt as readers of plain folders see it: files whose names start with neither dot nor underscore. */
final class TableFolder {
    private TableFolder() {}

    /** Name to length, ordered by name. */
    static Map<String, Long> files(Storage storage, String folder) {
        return storage.list(folder).stream()
                .filter(entry -> entry.isFile()
                        && !entry.name().startsWith(".")
                        && !entry.name().startsWith("_"))
                .collect(Collectors.toMap(StoredEntry::name, StoredEntry::bytes, (a, b) -> a, TreeMap::new));
    }

    /** Fails when files are missing, added or of another length: one listing, no reading. */
    static void requireFiles(Storage storage, StoredTable table) {
        Map<String, Long> expected = table.files().stream().collect(Collectors.toMap(DataFile::name, DataFile::bytes));
        Map<String, Long> found = files(storage, table.folder());
        if (!found.equals(expected)) {
            throw new StorageException("Cannot read table " + table.table() + ": path=" + storage.path(table.folder())
                    + ", expected " + expected.size() + " files of " + table.bytes() + " bytes but found "
                    + found.size()
                    + " of "
                    + found.values().stream().mapToLong(Long::longValue).sum()
                    + " bytes; run verify, and restore the files or roll back");
        }
    }
}
