/** What a table promises to its readers: columns, types, nullability, key and version. Schema checks and audits follow from it. */
package io.nightshift.contract;
