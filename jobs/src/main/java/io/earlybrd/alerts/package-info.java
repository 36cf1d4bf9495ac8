/**
 * The alerts job: scan, match and instant in one launch; and how far a posting came on that way.
 */
@org.jspecify.annotations.NullMarked
package io.earlybrd.alerts;
