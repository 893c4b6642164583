package dev.baton.advise;

import java.util.List;

/**
 * A way to run the work, with the reason for each part of it.
 *
 * @param forecast the way, and how long it will take
 * @param choices the parts
 */
public record Recommendation(Forecast forecast, List<Choice> choices) {

  /** Copies the list. */
  public Recommendation {
    choices = List.copyOf(choices);
  }

  /**
   * One decision, and why.
   *
   * @param subject what is decided, such as {@code workers}
   * @param value for what
   * @param reason a full sentence
   */
  public record Choice(String subject, String value, String reason) {}
}
