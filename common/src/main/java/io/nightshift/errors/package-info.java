/** The exceptions a user of Nightshift meets. Each carries the exit code of the process and a message that says what to do. */
package io.nightshift.errors;
