package dev.baton.codec;

/** Makes names from records fit for messages. */
final class Names {

  private static final int LONGEST = 200;

  private Names() {}

  /** The name without control characters, cut if it is longer than any real one. */
  static String shortened(String name) {
    String cut = name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
    return cut.codePoints().anyMatch(Character::isISOControl)
        ? cut.replaceAll("\\p{Cntrl}", "?")
        : cut;
  }
}
