package dev.baton.cli.status;

/** A number of things, in words. */
final class Count {

  private Count() {}

  /** Such as {@code 1 host} and {@code 2 hosts}. */
  static String of(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }
}
