package io.earlybrd.deliver;

import io.earlybrd.mail.MailRenderer;
import io.earlybrd.mail.MailTransport;
import io.earlybrd.mail.MimeMessages;
import java.util.function.Supplier;

/**
 * What the workers of a step share, all of it thread-safe.
 *
 * @param claims opens a worker's own way through the ledger
 * @param transports opens a worker's own way out, which connects at its first mail
 * @param outbox whether mails become files: a disk that is full is ours to fail at, a server that
 *     is away is not
 */
record SendTools(
    Ledger ledger,
    Refusals refusals,
    Sending switches,
    MailContents contents,
    MailRenderer renderer,
    MimeMessages mime,
    Supplier<Claims> claims,
    Supplier<MailTransport> transports,
    RateLimit rate,
    SendCounts counts,
    boolean outbox) {}
