/** The command line: one class for each command. Commands print for people, and JSON for machines where asked. */
package io.nightshift.jobs.command;
