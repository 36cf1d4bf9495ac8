/** The web process: subscribers' pages, mails in the browser, webhooks. */
@org.jspecify.annotations.NullMarked
package io.earlybrd.web;
