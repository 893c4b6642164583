package dev.baton.cli.manual;

import java.util.List;

/** Text for {@code man}: escapes what people wrote, and adds the few macros that pages need. */
final class Roff {

  private static final int LAST_ASCII = 0x7e;

  private final StringBuilder text = new StringBuilder(4096);
  private boolean isBelowHeading;

  /** The line that begins a page of section 1. */
  Roff title(String name, String date, String source, String manual) {
    return macro(".TH", quoted(name), "1", date, quoted(source), quoted(manual));
  }

  Roff section(String heading) {
    return heading(".SH", heading);
  }

  Roff subsection(String heading) {
    return heading(".SS", heading);
  }

  Roff paragraph(String words) {
    return escapedParagraph(escaped(words));
  }

  /** A paragraph whose parts are escaped already. */
  Roff escapedParagraph(String words) {
    return begin().line(words);
  }

  /** A term, which may have {@link #bold} and {@link #italic} parts, and what is said of it. */
  Roff item(String term, String words) {
    return macro(".TP").line(term).line(escaped(words));
  }

  /** Lines that stay as they are. */
  Roff verbatim(List<String> lines) {
    begin().macro(".nf");
    lines.forEach(line -> line(escaped(line)));
    return macro(".fi");
  }

  static String bold(String words) {
    return "\\fB" + escaped(words) + "\\fR";
  }

  static String italic(String words) {
    return "\\fI" + escaped(words) + "\\fR";
  }

  private Roff heading(String macro, String words) {
    macro(macro, quoted(words));
    isBelowHeading = true;
    return this;
  }

  /** The first paragraph below a heading has no macro of its own. */
  private Roff begin() {
    return isBelowHeading ? this : macro(".PP");
  }

  /** A line whose parts are escaped already. */
  Roff line(String words) {
    text.append(words).append('\n');
    isBelowHeading = false;
    return this;
  }

  private Roff macro(String name, String... arguments) {
    text.append(name);
    for (String argument : arguments) {
      text.append(' ').append(argument);
    }
    text.append('\n');
    return this;
  }

  private static String quoted(String words) {
    return '"' + escaped(words).replace("\"", "\\(dq") + '"';
  }

  /** Hyphens stay those that a shell takes; a dot or a quote at the start begins no macro. */
  static String escaped(String words) {
    StringBuilder escaped = new StringBuilder(words.length() + 16);
    if (words.startsWith(".") || words.startsWith("'")) {
      escaped.append("\\&");
    }
    words
        .codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                default -> {
                  if (point <= LAST_ASCII) {
                    escaped.appendCodePoint(point);
                  } else {
                    escaped.append("\\[u%04X]".formatted(point));
                  }
                }
              }
            });
    return escaped.toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
