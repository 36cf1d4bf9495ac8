/** What everything stands on: configuration, the database, HTTP, the clock, logs. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.platform;
