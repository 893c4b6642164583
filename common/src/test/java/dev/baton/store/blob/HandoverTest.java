package dev.baton.store.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.Handoff;
import dev.baton.StoreFullException;
import dev.baton.TaskEncodingException;
import dev.baton.codec.Encoded;
import dev.baton.store.blob.Handover.HandedOver;
import dev.baton.wire.PayloadLimit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which way data goes, for every wish, size, reach and room. */
class HandoverTest {

  private static final PayloadLimit AMPLE = new PayloadLimit(Long.MAX_VALUE);
  private static final PayloadLimit SCANT = new PayloadLimit(10);
  private static final BlobRef REF = new BlobRef(1, 2, 3, 4, 5, 6);

  private boolean asked;

  @Test
  void smallDataTravelsAndNobodyLooksForItsReceivers() {
    HandedOver<PinnedBlob> handed = handOver(Handoff.AUTO, AMPLE, AMPLE, 100, true, false);

    assertThat(handed.payload().handoff()).isEqualTo(Handoff.KRYO);
    assertThat(handed.payload().bytes()).hasSize(100);
    assertThat(handed.bytes()).isEqualTo(100);
    assertThat(handed.blob()).isNull();
    assertThat(asked).isFalse();
  }

  @Test
  void dataThatExceedsItsShareOfARecordGoesByReference() {
    HandedOver<PinnedBlob> handed = handOver(Handoff.AUTO, SCANT, AMPLE, 100, true, false);

    assertThat(handed.payload().handoff()).isEqualTo(Handoff.SHARED);
    assertThat(handed.payload().bytes()).isEqualTo(REF.toBytes());
    assertThat(handed.bytes()).isEqualTo(100);
    assertThat(handed.blob()).isNotNull();
  }

  @Test
  void dataTravelsToReceiversThatCannotReadTheStore() {
    HandedOver<PinnedBlob> handed = handOver(Handoff.AUTO, SCANT, AMPLE, 100, false, false);

    assertThat(handed.payload().handoff()).isEqualTo(Handoff.KRYO);
  }

  @Test
  void dataTravelsIfTheStoreIsFullAndItMayAndCan() {
    assertThat(handOver(Handoff.AUTO, SCANT, AMPLE, 100, true, true).blob()).isNull();
    assertThatExceptionOfType(StoreFullException.class)
        .isThrownBy(() -> handOver(Handoff.AUTO, SCANT, SCANT, 100, true, true));
    assertThatExceptionOfType(StoreFullException.class)
        .isThrownBy(() -> handOver(Handoff.SHARED, AMPLE, AMPLE, 1 << 20, true, true));
  }

  @Test
  void dataThatCanGoNeitherWayIsRefusedByItsName() {
    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> handOver(Handoff.KRYO, AMPLE, SCANT, 100, true, false))
        .withMessageContaining("The data takes 100 bytes");
    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> handOver(Handoff.SHARED, SCANT, SCANT, 100, false, false));
  }

  private HandedOver<PinnedBlob> handOver(
      Handoff wish,
      PayloadLimit share,
      PayloadLimit room,
      int bytes,
      boolean inReach,
      boolean full) {
    return new Handover(wish, share, room, "The data", "")
        .handOver(
            encoded(bytes),
            () -> {
              asked = true;
              return inReach;
            },
            _ -> {
              if (full) {
                throw new StoreFullException("full");
              }
              return new PinnedBlob(REF, () -> {});
            });
  }

  private static Encoded encoded(int bytes) {
    return new Encoded(
        new byte[bytes],
        bytes,
        List.of(),
        List.of(),
        size -> new TaskEncodingException(size + " bytes", "", null));
  }
}
