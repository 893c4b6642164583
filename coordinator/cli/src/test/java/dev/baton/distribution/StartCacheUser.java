package dev.baton.distribution;

import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import java.lang.management.ManagementFactory;
import java.util.List;

/** A program that embeds a pool; its class path begins with a directory, as in development. */
final class StartCacheUser {

  private StartCacheUser() {}

  /** Prints a line when its worker has answered, and ends when its standard input does. */
  public static void main(String[] args) throws Exception {
    ProcessPoolBuilder builder =
        ProcessPool.builder().workers(1).workerOutput(StartCacheUser::print).notices(_ -> {});
    List.of(args).forEach(builder::workerJvmOption);
    try (ProcessPool pool = builder.build()) {
      String cache =
          pool.submit(() -> ManagementFactory.getRuntimeMXBean().getInputArguments()).get().stream()
              .filter(flag -> flag.startsWith("-XX:AOTCache="))
              .findFirst()
              .orElse("none");
      System.out.println("cache: " + cache);
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    }
  }

  /** What a JVM has to say about its cache; on a busy machine others have something to say too. */
  private static void print(String line) {
    if (line.contains("aot")) {
      System.out.println(line);
    }
  }
}
