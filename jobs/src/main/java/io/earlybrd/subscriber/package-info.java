/** Subscribers, their saved searches, and when their digest is due. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.subscriber;
