package io.nightshift.warehouse;

import io.nightshift.errors.StorageException;
import io.nightshift.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether what is stored is what a release says: every file, its length and its bytes. */
final class Verification {
    private static final int SHOWN = 10;

    private final Storage storage;
    private final FileFacts facts;

    Verification(Storage storage, FileFacts facts) {
        this.storage = storage;
        this.facts = facts;
    }

    /** Fails with what differs, the first ten files of it. */
    void requireIntact(Release release) {
        List<String> problems = new ArrayList<>();
        for (StoredTable table : release.tables()) {
            problems.addAll(unexpected(table));
            problems.addAll(changed(table));
        }
        if (!problems.isEmpty()) {
            throw new StorageException("Cannot verify release: number=" + release.number() + ", expected "
                    + release.tables().stream().mapToInt(t -> t.files().size()).sum()
                    + " files with the bytes that were published, but "
                    + problems.stream().limit(SHOWN).collect(Collectors.joining("; "))
                    + (problems.size() > SHOWN ? "; and " + (problems.size() - SHOWN) + " more" : "")
                    + "; restore the files or roll back");
        }
    }

    private List<String> unexpected(StoredTable table) {
        Set<String> names = table.files().stream().map(DataFile::name).collect(Collectors.toSet());
        return TableFolder.files(storage, table.folder()).keySet().stream()
                .filter(name -> !names.contains(name))
                .map(name -> table.folder() + "/" + name + " was added")
                .toList();
    }

    private List<String> changed(StoredTable table) {
        List<Optional<Checksum>> sums = facts.checksums(storage.path(table.folder()), table.files());
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            DataFile file = table.files().get(i);
            difference(file, sums.get(i)).ifPresent(what -> problems.add(table.folder() + "/" + file.name() + what));
        }
        return problems;
    }

    private static Optional<String> difference(DataFile file, Optional<Checksum> found) {
        if (found.isEmpty()) {
            return Optional.of(" is missing");
        }
        Checksum sum = found.get();
        if (sum.bytes() != file.bytes()) {
            return Optional.of(" has " + sum.bytes() + " bytes instead of " + file.bytes());
        }
        if (!sum.crc32c().equals(file.crc32c())) {
            return Optional.of(" has CRC-32C " + sum.crc32c() + " instead of " + file.crc32c());
        }
        return Optional.empty();
    }
}
