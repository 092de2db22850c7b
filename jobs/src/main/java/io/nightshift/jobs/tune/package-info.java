/** The search for settings under which the backtest is best. It holds its tables in Spark and leaves the warehouse alone. */
package io.nightshift.jobs.tune;
