package dev.baton.store.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.Handoff;
import dev.baton.StoreFullException;
import dev.baton.TaskEncodingException;
import dev.baton.codec.Encoded;
import dev.baton.store.area.BlobRef;
import dev.baton.wire.Payload;
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
    Payload payload = handOver(Handoff.AUTO, AMPLE, AMPLE, 100, true, false);

    assertThat(payload.handoff()).isEqualTo(Handoff.KRYO);
    assertThat(payload.bytes()).hasSize(100);
    assertThat(asked).isFalse();
  }

  @Test
  void dataThatExceedsItsShareOfARecordGoesByReference() {
    Payload payload = handOver(Handoff.AUTO, SCANT, AMPLE, 100, true, false);

    assertThat(payload.handoff()).isEqualTo(Handoff.SHARED);
    assertThat(payload.bytes()).isEqualTo(REF.toBytes());
  }

  @Test
  void dataTravelsToReceiversThatCannotReadTheStore() {
    Payload payload = handOver(Handoff.AUTO, SCANT, AMPLE, 100, false, false);

    assertThat(payload.handoff()).isEqualTo(Handoff.KRYO);
  }

  @Test
  void dataTravelsIfTheStoreIsFullAndItMayAndCan() {
    assertThat(handOver(Handoff.AUTO, SCANT, AMPLE, 100, true, true).handoff())
        .isEqualTo(Handoff.KRYO);
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

  private Payload handOver(
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
              return REF;
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
