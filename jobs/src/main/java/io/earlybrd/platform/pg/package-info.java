/** The database: an embedded PostgreSQL for those who bring none, and the schema's changes. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.platform.pg;
