package io.earlybrd.mail;

import io.earlybrd.mail.QuotedPrintable.Part;

/**
 * An entry as every mail shows it.
 *
 * @param headline for subjects: {@code Senior Java Engineer at Acme}, uncut
 */
record RenderedEntry(MailView.EntryView view, String headline, Part html, Part text) {}
