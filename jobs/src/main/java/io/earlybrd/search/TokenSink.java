package io.earlybrd.search;

/**
 * Takes the tokens of a text one by one. A token is given with what joins it to the one before it,
 * since {@code front-end} is also written {@code frontend}.
 */
interface TokenSink {
  /**
   * @param hyphened whether nothing but a hyphen stands between the token before and this one
   * @return false: no more is taken
   */
  boolean token(String token, boolean hyphened);

  /** The same for the token {@code text[start..end)}, of lower-case letters and digits of ASCII. */
  boolean token(byte[] text, int start, int end, boolean hyphened);
}
