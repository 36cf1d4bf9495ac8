/** Postings as boards show them, and how they are stored. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.posting;
