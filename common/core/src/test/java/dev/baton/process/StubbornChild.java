package dev.baton.process;

import java.util.Map;

/** A child that will not end in order. */
final class StubbornChild {

  private StubbornChild() {}

  public static void main(String... arguments) {
    ParentLink parent = ParentLink.open();
    parent.onParentGone(StubbornChild::waitForever);
    Runtime.getRuntime().addShutdownHook(new Thread(StubbornChild::waitForever));
    parent.ready(Map.of());
    waitForever();
  }

  private static void waitForever() {
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        // Stubborn.
      }
    }
  }
}
