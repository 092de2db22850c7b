package io.nightshift.contract;

/**
 * What one check of a finished table found.
 *
 * @param table the table
 * @param check what was checked, kebab case
 * @param passed whether the table may be released as far as this check goes
 * @param found what was found, for people
 */
public record Audit(String table, String check, boolean passed, String found) {}
