package dev.baton.measure.report;

import dev.baton.measure.Section;
import java.util.List;

/**
 * What measurements have found, with what a reader must know of them.
 *
 * @param command what was run, such as {@code baton measure all --quick}
 * @param at when, for people
 * @param machine where
 * @param version of Baton
 * @param chapters one for each measurement, in their order
 */
public record MeasureReport(
    String command, String at, String machine, String version, List<Chapter> chapters) {

  /** Copies the list. */
  public MeasureReport {
    chapters = List.copyOf(chapters);
  }

  /**
   * A measurement.
   *
   * @param measurement its name
   * @param section what it says
   * @param cases its figures
   */
  public record Chapter(String measurement, Section section, List<CaseFigures> cases) {}
}
