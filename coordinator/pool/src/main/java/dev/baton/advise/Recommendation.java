package dev.baton.advise;

import java.util.List;

/**
 * A setup with the reasons for it. Immutable.
 *
 * @param forecast the setup, and how long it will take
 * @param choices the decisions that make up the setup
 */
public record Recommendation(Forecast forecast, List<Choice> choices) {

  /** Copies the list. */
  public Recommendation {
    choices = List.copyOf(choices);
  }

  /**
   * One decision, and the reason for it.
   *
   * @param subject what was to be decided, such as {@code workers}
   * @param value the decision, such as {@code 4}
   * @param reason a full sentence
   */
  public record Choice(String subject, String value, String reason) {}
}
