/** One mail: what it says, how it is rendered and made MIME, and how it leaves. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.mail;
