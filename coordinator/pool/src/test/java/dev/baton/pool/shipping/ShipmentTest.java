package dev.baton.pool.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.wire.ContentId;
import dev.baton.wire.CopyOffer;
import dev.baton.wire.LogPlace;
import org.junit.jupiter.api.Test;

/** Data is put on the log once, and offered to each host once. */
class ShipmentTest {

  private static final long ONE = 1;
  private static final long OTHER = 2;

  private final Shipment shipment =
      new Shipment(new ContentId(1, 2, 3, 4), CopyOffer.Form.JAR, 100, _ -> {});

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
  void aHostThatCouldNotHaveItMayBeTriedAgain() {
    offer(ONE, 0);
    shipment.failed(ONE, "no room");
    assertThat(shipment.failure(ONE)).isEqualTo("no room");
    assertThat(shipment.atHost(ONE)).isCompletedExceptionally();

    shipment.tryAgain(ONE);

    assertThat(shipment.failure(ONE)).isNull();
    assertThat(shipment.isNewTo(ONE)).isTrue();
    assertThat(shipment.atHost(ONE)).isNotDone();
    shipment.held(ONE);
    shipment.tryAgain(ONE);
    assertThat(shipment.atHost(ONE)).isCompleted();
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
  void aHostThatMayHaveItIsAskedFirst() {
    shipment.want(ONE);

    assertThat(shipment.takeUnasked()).containsExactly(ONE);
    assertThat(shipment.isWaitedFor()).isFalse();
    shipment.missed(ONE);

    assertThat(shipment.isNewTo(ONE)).isTrue();
    shipment.want(ONE);
    assertThat(shipment.takeUnasked()).isEmpty();
    assertThat(shipment.isWaitedFor()).isTrue();
  }

  @Test
  void whoWaitsForAHostIsToldOfBothEnds() {
    assertThat(shipment.atHost(ONE)).isNotDone();
    shipment.held(ONE);
    assertThat(shipment.atHost(ONE)).isCompleted();

    shipment.failed(OTHER, "no room");
    assertThat(shipment.atHost(OTHER)).isCompletedExceptionally();
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
