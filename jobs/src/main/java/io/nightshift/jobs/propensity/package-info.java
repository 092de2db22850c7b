/** How likely a user is to do something within a horizon. Models are trained on earlier dates, calibrated, explained and stored as tables. */
package io.nightshift.jobs.propensity;
