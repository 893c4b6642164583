package dev.baton.worker.profile;

import dev.baton.TaskContext;
import dev.baton.store.StoreDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/**
 * The recording of this JVM's flight recorder, written to a directory while it goes on: what is in
 * there after a {@code kill -9} lacks the last second. Thread-safe.
 *
 * <p>It is started from here and not by JVM flags: those would keep the JVM from using its start
 * cache, and workers that stand by have no flags of a pool.
 */
public final class FlightRecording implements TaskMarks {

  /**
   * So many processes of a pool record: each leaves some hundred kibibytes, however short-lived.
   */
  public static final int MOST_RECORDINGS = 1_000;

  /** What the name of a file with the reason why a process does not record begins with. */
  public static final String OBSTACLE = "obstacle-";

  /** The oldest parts of a longer recording are dropped; with the settings below that is hours. */
  private static final long MOST_BYTES = 100L << 20;

  /** Of the recorder's own settings, those that sample every 10 ms (20 ms is the default). */
  private static final String SETTINGS = "profile";

  /** Samples of leaks, which have a time of their own in ticks; variables, which may be secrets. */
  private static final List<String> LEFT_OUT =
      List.of("jdk.OldObjectSample", "jdk.InitialEnvironmentVariable");

  /** Of a deeper stack, the recorder drops the frames that a flame graph is built on. */
  private static final int STACK_DEPTH = 512;

  private final Path directory;
  private final Recording recording;

  private FlightRecording(Path directory, Recording recording) {
    this.directory = directory;
    this.recording = recording;
  }

  /**
   * Starts to record. If that is impossible, says why in the directory, and marks nothing.
   *
   * @param directory where the recorder makes a directory of its own
   */
  public static TaskMarks start(Path directory) {
    try {
      if (count(directory) >= MOST_RECORDINGS) {
        return NONE;
      }
      configure(directory);
      Recording recording = new Recording(Configuration.getConfiguration(SETTINGS));
      recording.setName("baton");
      LEFT_OUT.forEach(recording::disable);
      recording.setMaxSize(MOST_BYTES);
      recording.start();
      return new FlightRecording(directory, recording);
    } catch (IOException | ParseException | JMException | RuntimeException | LinkageError e) {
      leaveObstacle(directory, e);
      return NONE;
    }
  }

  private static long count(Path directory) throws IOException {
    try (Stream<Path> recordings = Files.list(directory)) {
      return recordings.filter(Files::isDirectory).count();
    }
  }

  /** What only a command of the JVM can set; it also keeps the file of a crash out of the way. */
  private static void configure(Path directory) throws JMException {
    String place = "=\"" + directory + '"';
    var _ =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "jfrConfigure",
                new Object[] {
                  new String[] {
                    "repositorypath" + place,
                    "dumppath" + place,
                    "preserve-repository=true",
                    "stackdepth=" + STACK_DEPTH
                  }
                },
                new String[] {String[].class.getName()});
  }

  private static void leaveObstacle(Path directory, Throwable reason) {
    try {
      var _ =
          Files.writeString(
              directory.resolve(OBSTACLE + ProcessHandle.current().pid()), reason.toString());
    } catch (IOException e) {
      // The pool is gone, with its directory.
    }
  }

  /** Removes what this process has written into a directory that had been removed before. */
  public static void removeIfNobodys(Path directory) {
    try {
      StoreDirectory.deleteIfNobodys(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Mark begin(TaskContext task, boolean isAlone) {
    if (isAlone) {
      begins(task);
    }
    TaskEvent event = new TaskEvent();
    event.begin();
    return how -> ended(event, task, how);
  }

  private static void begins(TaskContext task) {
    TaskStartEvent event = new TaskStartEvent();
    if (event.shouldCommit()) {
      event.of(task);
      event.commit();
    }
  }

  private static void ended(TaskEvent event, TaskContext task, String how) {
    event.end();
    if (event.shouldCommit()) {
      event.of(task);
      event.end = how;
      event.commit();
    }
  }

  @Override
  public void finish() {
    try {
      var _ = recording.stop();
    } catch (IllegalStateException e) {
      // Somebody else has stopped it, or the JVM is ending.
    }
  }

  @Override
  public void ownerGone() {
    removeIfNobodys(directory);
  }
}
