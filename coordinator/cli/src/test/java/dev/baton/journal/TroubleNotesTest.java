package dev.baton.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.config.HeapSize;
import dev.baton.wire.Address;
import dev.baton.wire.Frame;
import dev.baton.wire.HostBeat;
import dev.baton.wire.JobBeat;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerStatus;
import dev.baton.wire.WorkerUp;
import java.util.List;
import org.junit.jupiter.api.Test;

class TroubleNotesTest {

  private static final WorkerStatus WORKER =
      new WorkerStatus(
          0,
          7,
          new Address.OnLog(0),
          1,
          100,
          WorkerStatus.State.IDLE,
          0,
          -1,
          0,
          0,
          0,
          0,
          0,
          0,
          HeapSize.AUTO);
  private static final HostBeat BEAT = new HostBeat(5, "vm", 99, List.of(), List.of(WORKER));

  private final TroubleNotes notes = TroubleNotes.ofOwnWorkers();

  @Test
  void aWorkerIsNotedOnceAlsoIfItCameBefore() {
    notes.hear(Frame.encode(BEAT));
    notes.hear(Frame.encode(BEAT));
    notes.hear(Frame.encode(new WorkerUp(5, "vm", WORKER)));
    assertThat(notes.take()).containsExactly(new WorkerUp(5, "vm", WORKER));
    assertThat(notes.take()).isEmpty();
  }

  @Test
  void whatSaysNothingOfTroubleIsLeftOut() {
    notes.hear(Frame.encode(new JobBeat(1, "a", 1, 1, 1, 0)));
    assertThat(notes.take()).isEmpty();
  }

  @Test
  void thereIsABound() {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < TroubleNotes.MOST; i++) {
        notes.hear(Frame.encode(down("signal 9")));
      }
      assertThat(notes.take()).hasSize(round == 0 ? TroubleNotes.MOST : 0);
      assertThat(notes.isFull()).isTrue();
    }
  }

  @Test
  void workersThatComeAndGoInOrderTakeNoRoomFromTroubles() {
    for (int i = 0; i < 2 * TroubleNotes.MOST; i++) {
      notes.hear(Frame.encode(new WorkerDown(5, i, 0, false, false, false, -1, 1, "")));
    }
    assertThat(notes.take()).hasSize(TroubleNotes.MOST);
    assertThat(notes.isFull()).isFalse();

    notes.hear(Frame.encode(down("signal 9")));
    assertThat(notes.take()).containsExactly(down("signal 9"));
  }

  @Test
  void whatIsTooLargeIsLeftOut() {
    notes.hear(Frame.encode(down("x".repeat(TroubleNotes.LARGEST_BYTES))));
    assertThat(notes.take()).isEmpty();
  }

  @Test
  void onAClusterOnlyFailedAttemptsAreNotedAsItsHostsTellOfTheirWorkers() {
    TroubleNotes ofJob = TroubleNotes.ofClusterJob();
    ResultBatch failures = new ResultBatch(1, 7, 3, List.of());
    ofJob.hear(Frame.encode(BEAT));
    ofJob.hear(Frame.encode(down("signal 9")));
    ofJob.hear(Frame.encode(failures));
    assertThat(ofJob.take()).containsExactly(failures);

    for (int i = 0; i < TroubleNotes.MOST_ON_CLUSTER; i++) {
      ofJob.hear(Frame.encode(failures));
    }
    assertThat(ofJob.take()).hasSize(TroubleNotes.MOST_ON_CLUSTER - 1);
    assertThat(ofJob.isFull()).isTrue();
  }

  private static WorkerDown down(String evidence) {
    return new WorkerDown(5, 7, 0, true, false, false, -1, 1, evidence);
  }
}
