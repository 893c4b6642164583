package dev.baton.store.chronicle.map;

/**
 * A value of a test: a count, a text of a length that goes with it, and a sum over both, so that
 * half an entry is seen as such.
 */
record Tally(long count, String text, int check) {

  static final Tally ONE = of(1);

  static Tally of(long count) {
    String text = Long.toString(count).repeat((int) (1 + count % 50));
    return new Tally(count, text, sum(count, text));
  }

  Tally plus(Tally other) {
    return of(count + other.count);
  }

  boolean isWhole() {
    return check == sum(count, text) && equals(of(count));
  }

  private static int sum(long count, String text) {
    return 31 * Long.hashCode(count) + text.hashCode();
  }
}
