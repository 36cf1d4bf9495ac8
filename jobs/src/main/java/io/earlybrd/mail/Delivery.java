package io.earlybrd.mail;

/**
 * What became of a mail that was handed to a {@link MailTransport}. Reasons are one line, hold no
 * password, and quote the server where it said anything.
 */
public sealed interface Delivery {

  /** The server took responsibility for it. */
  record Accepted(String reply) implements Delivery {}

  /** Not now (4xx): this mail later, others may go on. */
  record Later(String reason) implements Delivery {}

  /** Never (5xx): this mail will not be taken however often it is tried. */
  record Refused(String reason) implements Delivery {}

  /**
   * No server, or the connection broke before the message was handed over: certainly not accepted.
   */
  record Unreachable(String reason) implements Delivery {}

  /** The connection broke between DATA and its reply: nobody can know. */
  record InDoubt(String reason) implements Delivery {}

  /**
   * The server will take no mail from us at all until the configuration is mended: certainly not
   * accepted.
   */
  record CredentialsRefused(String reason) implements Delivery {}
}
