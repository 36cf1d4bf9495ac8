/** The search language and how a posting's text becomes searchable. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.search;
