package io.nightshift.warehouse;

import java.util.List;

/**
 * What a prune has done.
 *
 * @param releases the numbers given up, newest first
 * @param deleted the files and folders deleted, within the warehouse, in the order of deletion
 */
public record Pruned(List<Integer> releases, List<String> deleted) {
    public Pruned {
        releases = List.copyOf(releases);
        deleted = List.copyOf(deleted);
    }
}
