package dev.baton.pool.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.pool.shipping.SameBytes.Looks;
import dev.baton.wire.ContentId;
import dev.baton.wire.CopyOffer;
import dev.baton.wire.LogPlace;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SameBytesTest {

  private final SameBytes sameBytes = new SameBytes();
  private int count;

  @Test
  void whatIsOnTheLogIsFoundByItsBytesUntilItIsFreed() {
    Shipment first = shipment(new byte[] {1, 2, 3});
    Shipment twin = shipment(new byte[] {1, 2, 3});
    assertThat(lookAlike(first)).isNull();
    assertThat(lookAlike(twin)).as("the first is not on the log").isNull();

    twin.placedAt(new LogPlace(0, 1, 2, 3));

    assertThat(lookAlike(first)).isSameAs(twin);
    assertThat(lookAlike(shipment(new byte[] {1, 2, 4}))).isNull();
    assertThat(SameBytes.areEqual(first, twin)).isTrue();
    sameBytes.forget(first);
    assertThat(lookAlike(first)).as("another is freed").isSameAs(twin);
    sameBytes.forget(twin);
    assertThat(lookAlike(shipment(new byte[] {1, 2, 3}))).isNull();
  }

  @Test
  void whatLooksAlikeMayDifferInItsMiddle() {
    byte[] bytes = new byte[1 << 20];
    Shipment first = shipment(bytes);
    first.placedAt(new LogPlace(0, 1, 2, 3));
    assertThat(lookAlike(first)).isNull();
    byte[] other = bytes.clone();
    other[other.length / 2]++;
    Shipment second = shipment(other);

    assertThat(lookAlike(second)).isSameAs(first);
    assertThat(SameBytes.areEqual(first, second)).isFalse();
  }

  @Test
  void whatIsGoneIsLikeNothing() {
    Shipment gone =
        new Shipment(
            new ContentId(0, 0, 0, count++),
            CopyOffer.Form.BLOB,
            3,
            _ -> {
              throw new IllegalStateException("it was freed");
            });

    assertThat(SameBytes.look(gone)).isNull();
    assertThat(SameBytes.areEqual(shipment(new byte[3]), gone)).isFalse();
  }

  private @Nullable Shipment lookAlike(Shipment shipment) {
    Looks looks = Objects.requireNonNull(SameBytes.look(shipment));
    return sameBytes.lookAlike(shipment, looks);
  }

  private Shipment shipment(byte[] bytes) {
    return new Shipment(
        new ContentId(0, 0, 0, count++),
        CopyOffer.Form.BLOB,
        bytes.length,
        reader -> reader.accept(MemorySegment.ofArray(bytes)));
  }
}
