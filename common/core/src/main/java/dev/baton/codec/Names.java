package dev.baton.codec;

/** Names that come from records, made fit for messages. */
final class Names {

  private static final int LONGEST = 200;

  private Names() {}

  /** The name, cut if it is longer than any real one, without control characters. */
  static String shortened(String name) {
    String cut = name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
    return cut.codePoints().anyMatch(Character::isISOControl)
        ? cut.replaceAll("\\p{Cntrl}", "?")
        : cut;
  }
}
