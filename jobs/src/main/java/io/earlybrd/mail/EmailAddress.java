package io.earlybrd.mail;

/**
 * A subscriber's address, judged by what RFC 5321 permits in practice: a dot-atom, an at sign, a
 * domain. Quoted local parts and address literals are refused, since nobody is reached by them and
 * every library reads them differently.
 */
public sealed interface EmailAddress {

  /**
   * The address with its domain in lower-case ASCII; the local part is as written. Safe in a
   * header.
   */
  record Valid(String address) implements EmailAddress {}

  /** Why it is none, as the end of a sentence such as “line 3: bob@ …”. */
  record Invalid(String reason) implements EmailAddress {}

  /** Judges {@code text} as it stands: blanks around it are an error, too. */
  static EmailAddress parse(String text) {
    return Addresses.parse(text);
  }
}
