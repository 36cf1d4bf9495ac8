package io.earlybrd.platform;

/**
 * One thing that {@code doctor} looks at. It changes nothing.
 *
 * @param name in snake_case
 */
public record Check(String name, Look look) {

  /** Whatever it throws or waits for is a finding, too: no look ends the others. */
  @FunctionalInterface
  public interface Look {
    Finding look() throws Exception;
  }
}
