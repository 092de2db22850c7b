/** Runs, attempts, manifests, releases and retention. Nothing in it is ever changed in place. */
package io.nightshift.warehouse;
