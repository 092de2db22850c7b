package io.nightshift.warehouse;

import io.nightshift.contract.ContractVersion;
import java.util.List;

/**
 * A finished table and where it is.
 *
 * @param table its name
 * @param folder within the warehouse; holds the files and nothing else that is visible
 * @param contractVersion the contract its rows follow
 * @param rows of all files
 * @param files ordered by name; at least one
 */
public record StoredTable(
        String table, String folder, ContractVersion contractVersion, long rows, List<DataFile> files) {
    public StoredTable {
        files = List.copyOf(files);
    }

    /** The length of all files. */
    public long bytes() {
        return files.stream().mapToLong(DataFile::bytes).sum();
    }
}
