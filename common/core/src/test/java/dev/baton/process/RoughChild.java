package dev.baton.process;

import java.io.IOException;
import java.util.Map;

/** A child that interrupts all of its threads, answers one block after that, and halts. */
final class RoughChild {

  static final int CODE = 7;

  private RoughChild() {}

  public static void main(String... arguments) throws IOException {
    ParentLink parent = ParentLink.open();
    parent.onParentGone(() -> System.err.println("parent is gone"));
    Map<String, String> first = parent.readBlock();
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.equals(Thread.currentThread()))
        .forEach(Thread::interrupt);
    parent.ready(first);
    System.out.println("got " + parent.readBlock());
    ParentLink.halt(CODE);
  }
}
