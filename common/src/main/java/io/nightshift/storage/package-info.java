/** The few file operations that releases stand on: exclusive creation, reading, listing, deleting. On the local disk and on Hadoop file systems. */
package io.nightshift.storage;
