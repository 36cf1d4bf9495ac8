/**
 * What tests of whole jobs are set in: boards on loopback, subscribers, a mail server, a database,
 * and the processes that run the jobs.
 */
@org.jspecify.annotations.NullMarked
package io.earlybrd.scene;
