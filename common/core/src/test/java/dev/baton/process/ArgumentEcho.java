package dev.baton.process;

/** Prints a property and its arguments. */
final class ArgumentEcho {

  private ArgumentEcho() {}

  public static void main(String... arguments) {
    System.out.print(System.getProperty("odd") + '|' + String.join("|", arguments));
  }
}
