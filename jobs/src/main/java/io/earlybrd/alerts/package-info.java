/** The alerts job: scan, match and instant in one launch. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.alerts;
