package io.earlybrd.mail;

import io.earlybrd.mail.MailContent.Entry;
import io.earlybrd.mail.MailView.EntryView;
import io.earlybrd.mail.QuotedPrintable.Part;

/**
 * An entry as every mail shows it. Thousands of them are remembered: the view is made anew for the
 * few who ask.
 *
 * @param age in words
 * @param headline for subjects: {@code Senior Java Engineer at Acme}, uncut
 */
record RenderedEntry(Entry entry, String age, String headline, Part html, Part text) {
  EntryView view() {
    return EntryWords.view(entry, age);
  }
}
