package dev.baton.process;

/** A child that cannot start: it says so, ends without a word, or prints and ends. */
final class FailingChild {

  private FailingChild() {}

  public static void main(String... arguments) {
    ParentLink parent = ParentLink.open();
    switch (arguments[0]) {
      case "says" -> parent.error("There is no room for 2 words, 100 % sure.");
      case "prints" -> System.err.println("something broke");
      default -> {}
    }
    Runtime.getRuntime().exit(7);
  }
}
