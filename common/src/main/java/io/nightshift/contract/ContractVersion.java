package io.nightshift.contract;

/**
 * The version of a contract.
 *
 * @param major changes with anything that may break a reader
 * @param minor changes when a nullable column is added
 */
public record ContractVersion(int major, int minor) {
    @Override
    public String toString() {
        return major + "." + minor;
    }
}
