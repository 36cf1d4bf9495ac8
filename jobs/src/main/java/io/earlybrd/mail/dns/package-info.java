/** What the sender's domain says by DNS, and what it should. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.mail.dns;
