/** The web process on a real server with a real database. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.web;
