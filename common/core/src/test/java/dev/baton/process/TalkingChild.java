package dev.baton.process;

import java.io.IOException;
import java.util.Map;

/** A child that prints each block it gets, on what it takes for standard output. */
final class TalkingChild {

  private TalkingChild() {}

  public static void main(String... arguments) throws IOException {
    ParentLink parent = ParentLink.open();
    parent.onParentGone(() -> System.err.println("parent is gone"));
    Map<String, String> first = parent.readBlock();
    parent.ready(first);
    while (true) {
      System.out.println("got " + parent.readBlock());
    }
  }
}
