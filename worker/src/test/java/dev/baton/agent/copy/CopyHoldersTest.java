package dev.baton.agent.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.agent.copy.CopyHolders.Answer;
import dev.baton.wire.ContentId;
import dev.baton.wire.CopyOffer;
import dev.baton.wire.HostData;
import dev.baton.wire.Liveness;
import dev.baton.wire.LogPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A copy is made once, and removed when the last coordinator that wanted it has let go. */
class CopyHoldersTest {

  private static final ContentId CONTENT = new ContentId(1, 2, 3, 4);
  private static final LogPlace PLACE = new LogPlace(0, 0, 1, 1);

  private final CopyHolders copies = new CopyHolders();
  private final List<String> removed = new ArrayList<>();
  private long nowNs = 1;

  @Test
  void whatManyWantIsFetchedOnce() {
    assertThat(offer(1, PLACE)).isEqualTo(Answer.TO_FETCH);
    assertThat(offer(2, PLACE)).isEqualTo(Answer.COMING);
    store("copy", false);
    assertThat(offer(3, PLACE)).isEqualTo(Answer.HELD);

    assertThat(copies.use(5)).isEqualTo(new HostData.Copies(1, 100, 5));
  }

  @Test
  void whoAsksForWhatIsNotThereIsToldSo() {
    assertThat(offer(1, LogPlace.NONE)).isEqualTo(Answer.ABSENT);
    assertThat(offer(1, PLACE)).isEqualTo(Answer.TO_FETCH);
  }

  @Test
  void aCopyGoesWithTheLastWhoNeedsIt() {
    offer(1, PLACE);
    offer(2, PLACE);
    store("copy", false);

    copies.release(1, CONTENT);
    copies.release(1, CONTENT);
    assertThat(removedNow()).isEmpty();
    copies.release(2, CONTENT);

    assertThat(removedNow()).containsExactly("copy");
    assertThat(offer(1, PLACE)).isEqualTo(Answer.TO_FETCH);
  }

  @Test
  void whatIsReleasedWhileItComesIsRemovedAtOnce() {
    offer(1, PLACE);

    copies.release(1, CONTENT);

    assertThat(copies.isWanted(CONTENT)).isFalse();
    store("copy", false);
    assertThat(removedNow()).containsExactly("copy");
  }

  @Test
  void whatCouldNotBeMadeIsTriedAgainWhenItIsOfferedAgain() {
    offer(1, PLACE);
    copies.failed(CONTENT);

    assertThat(offer(1, PLACE)).isEqualTo(Answer.TO_FETCH);
  }

  @Test
  void theCopiesOfASilentCoordinatorGo() {
    offer(1, PLACE);
    offer(2, PLACE);
    store("copy", false);

    pass(Liveness.COPIES_LOST, 2L);
    assertThat(removedNow()).as("2 was heard").isEmpty();
    pass(Liveness.COPIES_LOST.plusSeconds(2));

    assertThat(removedNow()).containsExactly("copy");
  }

  @Test
  void whileNothingIsHeardNobodyIsSilent() {
    offer(1, PLACE);
    store("copy", false);
    copies.pass(nowNs);

    nowNs += Duration.ofHours(1).toNanos();
    copies.pass(nowNs);

    assertThat(removedNow()).isEmpty();
  }

  @Test
  void aFileStaysForTheNextWhoWantsItUntilRoomIsScarce() {
    for (int file = 0; file < 4; file++) {
      ContentId content = new ContentId(0, 0, 0, file);
      copies.offered(new CopyOffer(1, 9, content, CopyOffer.Form.JAR, 1, PLACE, ""));
      String name = "file " + file;
      copies.stored(
          content, new StoredCopy(CopyHolders.KEPT_BYTES / 2, true, () -> removed.add(name)));
    }
    copies.release(1, new ContentId(0, 0, 0, 2));
    copies.release(1, new ContentId(0, 0, 0, 0));
    assertThat(removedNow()).isEmpty();

    copies.release(1, new ContentId(0, 0, 0, 1));

    assertThat(removedNow()).as("wanted longest ago").containsExactly("file 2");
    assertThat(
            copies.offered(
                new CopyOffer(
                    1, 9, new ContentId(0, 0, 0, 0), CopyOffer.Form.JAR, 1, LogPlace.NONE, "")))
        .isEqualTo(Answer.HELD);
  }

  private Answer offer(long coordinator, LogPlace place) {
    return copies.offered(
        new CopyOffer(coordinator, 9, CONTENT, CopyOffer.Form.BLOB, 100, place, ""));
  }

  private void store(String name, boolean isKept) {
    copies.stored(CONTENT, new StoredCopy(100, isKept, () -> removed.add(name)));
  }

  private List<String> removedNow() {
    copies.removeUnneeded();
    List<String> now = List.copyOf(removed);
    removed.clear();
    return now;
  }

  /** Time passes, with an event each second; some coordinators renew their leases. */
  private void pass(Duration time, Long... heard) {
    for (long second = 0; second < time.toSeconds(); second++) {
      nowNs += Duration.ofSeconds(1).toNanos();
      copies.pass(nowNs);
      for (long coordinator : heard) {
        copies.heard(coordinator);
      }
    }
  }
}
