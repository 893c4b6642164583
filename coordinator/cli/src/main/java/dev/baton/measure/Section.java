package dev.baton.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * What a person reads of a measurement. Immutable.
 *
 * @param title what was measured, in few words
 * @param alignment one letter for each column of the table: {@code l} or {@code r}
 * @param rows the table; its first row are the headings
 * @param drawing lines that need a font of one width; may be empty
 * @param findings what the figures say, a sentence each, the most important one first
 */
public record Section(
    String title,
    String alignment,
    List<List<String>> rows,
    List<String> drawing,
    List<String> findings) {

  /** Copies the lists. */
  public Section {
    rows = List.copyOf(rows);
    drawing = List.copyOf(drawing);
    findings = List.copyOf(findings);
    for (List<String> row : rows) {
      if (row.size() != alignment.length()) {
        throw new IllegalArgumentException("a row has " + row.size() + " cells: " + row);
      }
    }
  }

  /** Grows a section. For one thread. */
  public static final class Builder {

    private final String title;
    private final String alignment;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> drawing = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();

    /** A section with the headings of its table. */
    public Builder(String title, String alignment, String... headings) {
      this.title = title;
      this.alignment = alignment;
      rows.add(List.of(headings));
    }

    /** Adds a row to the table. */
    public Builder row(String... cells) {
      rows.add(List.of(cells));
      return this;
    }

    /** Adds lines to the drawing. */
    public Builder draw(List<String> lines) {
      drawing.addAll(lines);
      return this;
    }

    /** Adds a sentence. */
    public Builder finding(String sentence) {
      findings.add(sentence);
      return this;
    }

    /** The section. */
    public Section build() {
      return new Section(title, alignment, rows, drawing, findings);
    }
  }
}
