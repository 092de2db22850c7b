package io.nightshift.warehouse;

import io.nightshift.contract.ContractVersion;
import java.util.List;

/**
 * A finished table of a run: which attempt counts and what it wrote.
 *
 * @param format of this file
 * @param table its name
 * @param contractVersion the contract its rows follow
 * @param attempt the folder that holds the files, in the table's folder of the run
 * @param carriedFrom the folder of the run that wrote the attempt, where that is another one; empty: it lies beside the manifest
 * @param rows of all files
 * @param fingerprint of what the table was computed from
 * @param files ordered by name; at least one, also of an empty table
 */
public record Manifest(
        int format,
        String table,
        ContractVersion contractVersion,
        String attempt,
        String carriedFrom,
        long rows,
        String fingerprint,
        List<DataFile> files) {
    public Manifest {
        files = List.copyOf(files);
    }

    /** The folder that holds the files, for the manifest of a run in this folder. */
    String folderIn(String run) {
        return Layout.attempt(carriedFrom.isEmpty() ? run : carriedFrom, table, attempt);
    }

    /** The manifest of another run that takes this table over as it is. */
    Manifest carried(String run) {
        String writer = carriedFrom.isEmpty() ? run : carriedFrom;
        return new Manifest(format, table, contractVersion, attempt, writer, rows, fingerprint, files);
    }

    /** One hash of what was stored, for the fingerprints of the tables computed from this one. */
    public String digest() {
        Fingerprint digest = Fingerprint.start().with("attempt", attempt).with("version", contractVersion);
        files.forEach(file -> digest.with(file.name(), file.crc32c()));
        return digest.hex();
    }

    /** The length of all files. */
    public long bytes() {
        return files.stream().mapToLong(DataFile::bytes).sum();
    }
}
