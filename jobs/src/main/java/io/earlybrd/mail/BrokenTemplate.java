package io.earlybrd.mail;

/**
 * A template that cannot be parsed, or asks for what is not there. The message is one line and
 * names the file, the line in it where it is known, and what is wrong. No mail was made.
 */
public final class BrokenTemplate extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenTemplate(String message, Throwable cause) {
    super(message, cause);
  }
}
