/**
 * Fetching documents from addresses that others wrote: politely, within limits, and never inwards.
 */
@org.jspecify.annotations.NullMarked
package io.earlybrd.platform.http;
