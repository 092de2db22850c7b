package io.nightshift.warehouse;

import io.nightshift.contract.ContractVersion;
import java.util.List;

/**
 * A finished table of a run: which attempt counts and what it wrote.
 *
 * @param format of this file
 * @param table its name
 * @param contractVersion the contract its rows follow
 * @param attempt the folder, beside the manifest, that holds the files
 * @param rows of all files
 * @param fingerprint of what the table was computed from
 * @param files ordered by name; at least one, also of an empty table
 */
public record Manifest(
        int format,
        String table,
        ContractVersion contractVersion,
        String attempt,
        long rows,
        String fingerprint,
        List<DataFile> files) {
    public Manifest {
        files = List.copyOf(files);
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
