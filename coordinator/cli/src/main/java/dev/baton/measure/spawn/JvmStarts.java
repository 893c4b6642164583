package dev.baton.measure.spawn;

import dev.baton.EnvironmentException;
import dev.baton.measure.Case;
import dev.baton.measure.ProcessTree;
import dev.baton.measure.work.TaskDataFile;
import dev.baton.measure.work.TaskDirectory;
import dev.baton.measure.work.TaskJvm;
import dev.baton.measure.work.Work;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts JVMs that run one task each, which does nothing: from the start of the process to its end.
 * Those with and without archives of classes take turns.
 */
final class JvmStarts {

  private static final double BYTES_PER_MIB = 1 << 20;

  /** By then a JVM that waits has loaded what it needs. */
  private static final long SETTLED_AFTER_MS = 300;

  /** More than any archive of the few classes of a task. */
  private static final long ROOM_BYTES = 128 << 20;

  private final int count;

  /**
   * Nothing happens yet.
   *
   * @param count how many JVMs of each sort
   */
  JvmStarts(int count) {
    this.count = count;
  }

  /**
   * Measures them all.
   *
   * @throws EnvironmentException if no JVM can be started
   */
  List<Case> measure() throws InterruptedException {
    List<Case> cases = new ArrayList<>();
    try (TaskDirectory folder = new TaskDirectory(ROOM_BYTES);
        TaskDataFile area = folder.area(new long[0])) {
      Map<StartTimes, List<String>> sorts = new LinkedHashMap<>();
      sorts.put(new StartTimes(StartTimes.JVM_COLD), List.of("-Xshare:off"));
      sorts.put(new StartTimes(StartTimes.JVM_CDS), List.of());
      String obstacle = "";
      try {
        sorts.put(new StartTimes(StartTimes.JVM_AOT), withArchive(area, folder.path()));
      } catch (EnvironmentException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e; // the archive is not to blame
        }
        obstacle = "not measured: no archive could be made. " + e.getMessage();
      }
      for (int i = 1; i <= count; i++) {
        for (var sort : sorts.entrySet()) {
          startOne(area, i, sort.getKey(), sort.getValue());
        }
      }
      for (var sort : sorts.entrySet()) {
        cases.add(sort.getKey().toCase().detail("rssMiB", memoryOfOne(area, sort.getValue())));
      }
      if (!obstacle.isEmpty()) {
        cases.add(new StartTimes(StartTimes.JVM_AOT).toCase().remark(obstacle));
      }
      return cases;
    }
  }

  private static void startOne(TaskDataFile area, int number, StartTimes starts, List<String> flags)
      throws InterruptedException {
    Work work = Work.none(number);
    Duration before = ProcessTree.cpu().orElse(Duration.ZERO);
    try (TaskJvm jvm = TaskJvm.start(area, 0, work, flags)) {
      var _ = jvm.awaitUp();
      starts.add(jvm.awaitEnd());
      starts.addCpu(ProcessTree.cpu().orElse(before).minus(before));
      starts.check(area.answer(0), work.answer(new long[0]));
    }
  }

  private static double memoryOfOne(TaskDataFile area, List<String> flags)
      throws InterruptedException {
    Work wait = new Work(1, 10 * SETTLED_AFTER_MS, 0, 0);
    try (TaskJvm jvm = TaskJvm.start(area, 0, wait, flags)) {
      var _ = jvm.awaitUp();
      Thread.sleep(SETTLED_AFTER_MS);
      return ProcessTree.memoryOf(jvm.pid()) / BYTES_PER_MIB;
    }
  }

  /**
   * Has the JVM make an archive of what a task loads (JDK 24, JEP 483): one run takes notes, a
   * second one writes it. Returns the flags that use it.
   *
   * @throws EnvironmentException if there is none then, as with classes that are not in a jar
   */
  private static List<String> withArchive(TaskDataFile area, Path folder)
      throws InterruptedException {
    Path notes = folder.resolve("task.aotconf");
    Path archive = folder.resolve("task.aot");
    String notesFlag = "-XX:AOTConfiguration=" + notes;
    String archiveFlag = "-XX:AOTCache=" + archive;
    awaitEnd(area, List.of("-XX:AOTMode=record", notesFlag));
    awaitEnd(area, List.of("-XX:AOTMode=create", notesFlag, archiveFlag));
    if (!Files.isReadable(archive)) {
      throw new EnvironmentException("The JVM has written none.");
    }
    return List.of(archiveFlag);
  }

  private static void awaitEnd(TaskDataFile area, List<String> flags) throws InterruptedException {
    try (TaskJvm jvm = TaskJvm.start(area, 0, Work.none(1), flags)) {
      var _ = jvm.awaitEnd();
    }
  }
}
