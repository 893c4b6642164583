package dev.baton.pool.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.store.area.BlobRef;
import dev.baton.wire.LogPlace;
import org.junit.jupiter.api.Test;

/** Data is put on the log once, and offered to each host once. */
class ShipmentTest {

  private static final long ONE = 1;
  private static final long OTHER = 2;

  private final Shipment shipment = new Shipment(new BlobRef(1, 2, 16, 64, 100, 1));

  @Test
  void aHostIsOfferedItOnce() {
    assertThat(shipment.isNewTo(ONE)).isTrue();
    shipment.want(ONE);
    assertThat(shipment.isNewTo(ONE)).isFalse();

    shipment.placedAt(place(0));
    assertThat(shipment.takeWaiting()).containsExactly(ONE);
    assertThat(shipment.takeWaiting()).isEmpty();
    assertThat(shipment.isNewTo(ONE)).isFalse();
    shipment.held(ONE);

    assertThat(shipment.isNewTo(ONE)).isFalse();
    assertThat(shipment.isHeldBy(ONE)).isTrue();
    assertThat(shipment.isNewTo(OTHER)).isTrue();
    assertThat(shipment.place()).isEqualTo(place(0));
  }

  @Test
  void whatAHostHasLostIsPutOnTheLogAgain() {
    offer(ONE, 0);
    shipment.held(ONE);

    shipment.missed(ONE);

    assertThat(shipment.isHeldBy(ONE)).isFalse();
    assertThat(shipment.isNewTo(ONE)).isTrue();
    assertThat(shipment.place()).isNull();
    assertThat(shipment.failure(ONE)).isNull();
  }

  @Test
  void whatIsMissedAgainAndAgainFails() {
    for (int time = 0; time < 3; time++) {
      assertThat(shipment.isNewTo(ONE)).isTrue();
      offer(ONE, time);
      shipment.missed(ONE);
    }

    assertThat(shipment.failure(ONE)).contains("deleted from the log");
    assertThat(shipment.isNewTo(ONE)).isFalse();
  }

  @Test
  void whatCannotBePutOnTheLogFailsForThoseWhoWait() {
    shipment.want(ONE);

    shipment.failedForAll("the broker is away");

    assertThat(shipment.failure(ONE)).isEqualTo("the broker is away");
    assertThat(shipment.isKnownToHosts()).isFalse();
  }

  private void offer(long host, long offset) {
    shipment.want(host);
    shipment.placedAt(place(offset));
    assertThat(shipment.takeWaiting()).containsExactly(host);
  }

  private static LogPlace place(long offset) {
    return new LogPlace(0, offset, offset + 1, 1);
  }
}
