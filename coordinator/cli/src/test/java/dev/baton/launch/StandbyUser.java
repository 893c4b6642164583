package dev.baton.launch;

import dev.baton.BatonException;
import dev.baton.Transport;
import dev.baton.pool.ProcessPool;
import dev.baton.pool.ProcessPoolBuilder;
import dev.baton.pool.WorkerInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A program that attaches to standby workers: says for each line that it reads who its workers are,
 * and ends with its standard input.
 */
public final class StandbyUser {

  private StandbyUser() {}

  /** The argument {@code kafka} gives it a log; others are options for its workers. */
  public static void main(String[] args) throws IOException {
    ProcessPoolBuilder builder =
        ProcessPool.builder()
            .workers(2)
            .attach()
            .notices(line -> System.out.println("notice: " + line))
            .workerOutput(line -> System.out.println("printed: " + line));
    for (String argument : args) {
      if (argument.equals("kafka")) {
        builder.transport(Transport.KAFKA);
      } else {
        builder.workerJvmOption(argument);
      }
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (ProcessPool pool = builder.build()) {
      System.out.println("built");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(answer(pool, line));
      }
    } catch (BatonException e) {
      System.out.println("error: " + e.getMessage());
    }
  }

  private static String answer(ProcessPool pool, String question) {
    try {
      return switch (question) {
        case "classes" -> "classes: " + pool.submit(StandbyUser::classes).get();
        case "print" -> "done: " + pool.submit(StandbyUser::print).get();
        case "child" -> "child: " + pool.submit(StandbyUser::child).get();
        default ->
            // the tasks run in whatever workers there are now
            pool.map((Integer n) -> n * 2, List.of(1, 2, 3)).mapToInt(n -> n).sum()
                + " from "
                + pool.workers().stream()
                    .map(WorkerInfo::pid)
                    .sorted()
                    .map(String::valueOf)
                    .collect(Collectors.joining(" "));
      };
    } catch (Exception e) {
      return "failed: " + e;
    }
  }

  /** Who finds this program's classes in a worker. */
  private static String classes() throws ReflectiveOperationException {
    String name = StandbyUser.class.getName();
    boolean inPath = System.getProperty("java.class.path").contains("test-classes");
    boolean byThread = Thread.currentThread().getContextClassLoader().loadClass(name) != null;
    long inOthers =
        IntStream.range(0, 1_000)
            .parallel()
            .filter(
                _ -> {
                  try {
                    ClassLoader loader = Thread.currentThread().getContextClassLoader();
                    return loader.loadClass(name) == StandbyUser.class;
                  } catch (ClassNotFoundException e) {
                    return false;
                  }
                })
            .count();
    return inPath + " " + byThread + " " + inOthers;
  }

  private static String print() {
    System.out.println("to out");
    System.err.println("to err");
    return "printed";
  }

  /** Leaves a process behind. */
  private static long child() throws IOException {
    return new ProcessBuilder("sleep", "1000").start().pid();
  }
}
