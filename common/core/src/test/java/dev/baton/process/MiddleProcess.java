package dev.baton.process;

import java.time.Duration;
import java.util.Map;

/** A process between the test and a child: starts the child, tells its process id, and waits. */
final class MiddleProcess {

  private MiddleProcess() {}

  public static void main(String... arguments) throws InterruptedException {
    JvmCommand command = JvmCommand.builder(arguments[0]).build();
    ChildProcess child = ChildProcess.start("leaf", command, System.err::println);
    child.writeBlock(Map.of("hello", "leaf"));
    child.awaitReady(Duration.ofSeconds(60));
    System.out.println(child.pid());
    Thread.sleep(Long.MAX_VALUE);
  }
}
