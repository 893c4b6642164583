package dev.baton.journal;

import dev.baton.log.Logged;
import dev.baton.process.FileTree;
import dev.baton.wire.WireRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The directories of the jobs that ran with a broker of their own on this machine. For one thread.
 *
 * <pre>
 * DATA/jobs/20261122-104512-7f3a/   0700
 *   journal                         what is written down about the job, locked while it runs
 *   cancel                          there while it is to end and does not know yet; empty
 *   broker/                         the broker's data, until the job is done
 *   result                          what it has printed so far; all of it when it is done
 * </pre>
 */
public final class JobDirectories {

  /** How long a directory is kept after its last change. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** How long a directory without a journal may be one that is being made. */
  private static final Duration MAKING = Duration.ofMinutes(1);

  private final Path jobs;

  /** The directories of jobs in a data directory, which need not be there. */
  public JobDirectories(Path data) {
    this.jobs = data.resolve("jobs");
  }

  /** Where they are. */
  public Path path() {
    return jobs;
  }

  /** A job's journal. */
  public Path journal(String jobId) {
    return jobs.resolve(jobId).resolve("journal");
  }

  /** What a job has printed. */
  public Path result(String jobId) {
    return jobs.resolve(jobId).resolve("result");
  }

  /** What a job's broker keeps. */
  public Path broker(String jobId) {
    return jobs.resolve(jobId).resolve("broker");
  }

  /** Has the process that runs a job told to end it; whoever may enter its directory may. */
  public void askToCancel(String jobId) throws IOException {
    try {
      Files.createFile(cancel(jobId));
    } catch (FileAlreadyExistsException e) {
      // Somebody else has asked.
    }
  }

  /** Whether the process that runs a job was told to end it since this was last asked. */
  public boolean takeCancel(String jobId) {
    try {
      return Files.deleteIfExists(cancel(jobId));
    } catch (IOException e) {
      return false; // whoever asks waits for an answer, and says that there is none
    }
  }

  private Path cancel(String jobId) {
    return jobs.resolve(jobId).resolve("cancel");
  }

  /** Makes a directory, for its owner only. */
  public void make(String jobId) throws IOException {
    Files.createDirectories(
        jobs.resolve(jobId),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Removes a directory; errors are left to the next sweep. */
  public void remove(String jobId) {
    try {
      FileTree.delete(jobs.resolve(jobId));
    } catch (IOException e) {
      // Swept later.
    }
  }

  /**
   * The jobs that have a directory, in the order of their ids.
   *
   * @throws IOException if what is there cannot be read
   */
  public List<JobView> read() throws IOException {
    List<JobView> views = new ArrayList<>();
    for (String jobId : ids()) {
      Path journal = journal(jobId);
      JournalFold fold = new JournalFold();
      long seenMs = Files.exists(journal) ? FileJournal.modifiedMs(journal) : 0;
      FileJournal.read(journal).forEach(record -> fold.accept(record, seenMs));
      boolean isHeld = FileJournal.isHeld(journal);
      views.addAll(fold.jobs(_ -> isHeld));
    }
    return views;
  }

  /** All that is written down about one of them, in its order. */
  public List<Logged<WireRecord>> history(String jobId) throws IOException {
    return FileJournal.readLogged(journal(jobId));
  }

  /** Shows all records of all directories, by job, in their order. */
  void records(Consumer<WireRecord> reader) throws IOException {
    for (String jobId : ids()) {
      FileJournal.read(journal(jobId)).forEach(reader);
    }
  }

  /**
   * Removes the directories that nobody has changed for {@link #KEPT} and no coordinator holds, and
   * what the broker of a job has left that was ended before it began.
   */
  public void sweep(Instant now) {
    try {
      for (String jobId : ids()) {
        Path journal = journal(jobId);
        boolean hasJournal = Files.exists(journal);
        Path changed = hasJournal ? journal : jobs.resolve(jobId);
        Instant last = Files.getLastModifiedTime(changed).toInstant();
        Duration kept = hasJournal ? KEPT : MAKING;
        if (last.isBefore(now.minus(kept)) && !FileJournal.isHeld(journal)) {
          remove(jobId);
        }
      }
    } catch (IOException e) {
      // Another sweep is at work, or this directory is not ours: nothing depends on it.
    }
  }

  private List<String> ids() throws IOException {
    List<String> ids = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(jobs)) {
      found.forEach(directory -> ids.add(directory.getFileName().toString()));
    } catch (NoSuchFileException | NotDirectoryException e) {
      // No job was ever run.
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    ids.sort(Comparator.naturalOrder());
    return ids;
  }
}
