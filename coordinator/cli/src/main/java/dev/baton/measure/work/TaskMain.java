package dev.baton.measure.work;

import dev.baton.process.ParentLink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A JVM that runs one task: it tells when it is up, and puts its answer where it got its data. */
final class TaskMain {

  private TaskMain() {}

  /** Arguments: the area's file, the number of the task, and its {@link Work}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    ParentLink link = ParentLink.open();
    link.ready(Map.of());
    Work work =
        new Work(
            Long.parseLong(args[2]),
            Long.parseLong(args[3]),
            Long.parseLong(args[4]),
            Long.parseLong(args[5]));
    try (TaskDataFile area = TaskDataFile.open(Path.of(args[0]))) {
      area.answer(Integer.parseInt(args[1]), work.call(area.data()));
    }
    ParentLink.halt(0);
  }
}
