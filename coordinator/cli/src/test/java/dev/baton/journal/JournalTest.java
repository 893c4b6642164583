package dev.baton.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.StateHome;
import dev.baton.wire.JobBeat;
import dev.baton.wire.JobEnded;
import dev.baton.wire.JobStarted;
import dev.baton.wire.WireRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final JobStarted STARTED = started("a", 1);
  private static final JobBeat BEAT = new JobBeat(1, "a", 3, 2, 5, 0);
  private static final JobEnded FAILED = new JobEnded("a", JobEnded.State.FAILED, "no seven", 9);

  @TempDir private Path folder;

  private static JobStarted started(String jobId, long coordinator) {
    return new JobStarted(
        jobId, coordinator, "sum", List.of("sum"), "/", "1", 7, 10, List.of(), false);
  }

  private static JobView fold(boolean alive, WireRecord... records) {
    JournalFold fold = new JournalFold();
    long time = 100;
    for (WireRecord record : records) {
      fold.accept(record, time++);
    }
    List<JobView> jobs = fold.jobs(_ -> alive);
    assertThat(jobs).hasSize(1);
    return jobs.getFirst();
  }

  @Test
  void aJobWithoutEndIsRunningOrLost() {
    assertThat(fold(true, STARTED).state()).isEqualTo(JobView.State.RUNNING);
    JobView lost = fold(false, STARTED, BEAT);
    assertThat(lost.state()).isEqualTo(JobView.State.LOST);
    assertThat(lost.done()).isEqualTo(5);
    assertThat(lost.lastSeenMs()).isEqualTo(101);
  }

  @Test
  void anEndCountsUntilTheJobGoesOn() {
    assertThat(fold(false, STARTED, BEAT, FAILED).state()).isEqualTo(JobView.State.FAILED);
    JobView resumed = fold(true, STARTED, BEAT, FAILED, started("a", 2));
    assertThat(resumed.state()).isEqualTo(JobView.State.RUNNING);
    assertThat(resumed.done()).as("until its coordinator says otherwise").isEqualTo(5);
    assertThat(resumed.started().coordinator()).isEqualTo(2);
  }

  @Test
  void whatIsSaidOfAJobWhoseStartIsNotThereIsPassedOver() {
    assertThat(fold(false, FAILED, BEAT, started("b", 1)).jobId()).isEqualTo("b");
  }

  @Test
  void aRecordThatAKilledCoordinatorLeftIncompleteIsNoneAndIsWrittenOver() throws IOException {
    Path path = folder.resolve("journal");
    try (FileJournal journal = FileJournal.open(path).orElseThrow()) {
      journal.append(STARTED);
      journal.append(BEAT);
    }
    byte[] whole = Files.readAllBytes(path);
    int begin = whole.length - recordBytes(BEAT);
    for (int length = begin; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      assertThat(FileJournal.read(path)).containsExactly(STARTED);
    }
    try (FileJournal journal = FileJournal.open(path).orElseThrow()) {
      journal.append(FAILED);
    }
    assertThat(FileJournal.read(path)).containsExactly(STARTED, FAILED);
  }

  private static int recordBytes(WireRecord record) {
    return Integer.BYTES + dev.baton.wire.Frame.encode(record).length;
  }

  @Test
  void garbageInAFileEndsIt() throws IOException {
    Path path = folder.resolve("journal");
    try (FileJournal journal = FileJournal.open(path).orElseThrow()) {
      journal.append(STARTED);
    }
    Files.write(path, new byte[] {127, -1, -1, -1, 1, 2, 3}, StandardOpenOption.APPEND);

    assertThat(FileJournal.read(path)).containsExactly(STARTED);
  }

  @Test
  void aJournalHasOneWriterAndIsItsOwnersAlone() throws IOException {
    JobDirectories directories = new JobDirectories(folder.resolve("data"));
    directories.make("a");
    try (FileJournal journal = FileJournal.open(directories.journal("a")).orElseThrow()) {
      journal.append(STARTED);
      assertThat(FileJournal.open(directories.journal("a"))).isEmpty();
      assertThat(directories.read())
          .extracting(JobView::state)
          .containsExactly(JobView.State.RUNNING);
    }
    assertThat(directories.read()).extracting(JobView::state).containsExactly(JobView.State.LOST);
    assertThat(mode(directories.journal("a"))).isEqualTo("rw-------");
    assertThat(mode(directories.path().resolve("a"))).isEqualTo("rwx------");
  }

  @Test
  void aWishToCancelIsThereOnceHoweverOftenItWasSaid() throws IOException {
    JobDirectories directories = new JobDirectories(folder.resolve("data"));
    directories.make("a");
    directories.make("b");
    directories.askToCancel("a");
    directories.askToCancel("a");

    assertThat(directories.takeCancel("b")).isFalse();
    assertThat(directories.takeCancel("a")).isTrue();
    assertThat(directories.takeCancel("a")).isFalse();
    assertThat(directories.takeCancel("gone")).isFalse();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void homesAreSweptAWeekAfterTheirLastChangeUnlessSomebodyHoldsThem() throws IOException {
    JobDirectories directories = new JobDirectories(folder);
    Instant now = Instant.now();
    FileTime old = FileTime.from(now.minus(JobDirectories.KEPT).minus(Duration.ofHours(1)));
    for (String jobId : List.of("held", "old", "young")) {
      directories.make(jobId);
      Files.createDirectory(directories.broker(jobId));
      FileJournal.open(directories.journal(jobId)).orElseThrow().close();
    }
    try (FileJournal held = FileJournal.open(directories.journal("held")).orElseThrow()) {
      Files.setLastModifiedTime(directories.journal("held"), old);
      Files.setLastModifiedTime(directories.journal("old"), old);

      directories.sweep(now);

      assertThat(held).isNotNull();
      assertThat(directories.path().resolve("old")).doesNotExist();
      assertThat(directories.journal("held")).exists();
      assertThat(directories.journal("young")).exists();
    }
  }

  @Test
  void whatAJobHasLeftThatWasEndedBeforeItBeganIsSwept() throws IOException {
    JobDirectories directories = new JobDirectories(folder);
    Instant now = Instant.now();
    for (String jobId : List.of("left", "beginning")) {
      directories.make(jobId);
      Files.createDirectory(directories.broker(jobId));
    }
    Files.setLastModifiedTime(
        directories.path().resolve("left"), FileTime.from(now.minus(Duration.ofMinutes(2))));

    directories.sweep(now);

    assertThat(directories.path().resolve("left")).doesNotExist();
    assertThat(directories.path().resolve("beginning")).exists();
  }

  @Test
  void dataIsKeptWhereStateBelongs() {
    Path home = Path.of("/home/me");
    assertThat(StateHome.of("", home)).hasToString("/home/me/.local/state/baton");
    assertThat(StateHome.of("/state", home)).hasToString("/state/baton");
    assertThat(StateHome.of("relative", home)).hasToString("/home/me/.local/state/baton");
  }

  @Test
  void aFileThatIsNotWhatItWasIsNamedWithWhatChanged() throws IOException {
    Path file = Files.writeString(folder.resolve("in"), "one");
    List<JobStarted.Input> before = InputCheck.snapshot(List.of(file));
    assertThat(InputCheck.firstChange(before)).isEmpty();

    FileTime time = Files.getLastModifiedTime(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 2_000));
    assertThat(InputCheck.firstChange(before)).get().asString().contains(file + " has changed: it");
    Files.writeString(file, "three");
    assertThat(InputCheck.firstChange(before)).get().asString().contains("had 3 bytes and has 5");
    Files.delete(file);
    assertThat(InputCheck.firstChange(before)).contains(file + " is gone");
  }
}
