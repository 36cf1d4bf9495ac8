/** The match job: claim pending postings, walk saved searches, settle. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.match;
