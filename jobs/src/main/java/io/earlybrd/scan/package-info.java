/** The scan job: visit due boards, store what they show. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.scan;
