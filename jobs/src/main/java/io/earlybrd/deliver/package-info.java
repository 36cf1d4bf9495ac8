/** The delivery jobs: compose instant mails and digests, and send them. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.deliver;
