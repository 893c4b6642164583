package dev.baton.agent.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.wire.Claim;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostDown;
import dev.baton.wire.Liveness;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimFoldTest {

  private static final long ONE = 1;
  private static final long TWO = 2;
  private static final long LOST_MS = Liveness.HOST_LOST.toMillis();

  private final ClaimFold fold = new ClaimFold();

  @Test
  void theFirstClaimHasAPartition() {
    fold.accept(new Claim(ONE, List.of(0, 1)), 0);
    fold.accept(new Claim(TWO, List.of(1, 2)), 1);

    assertThat(fold.heldBy(ONE)).containsExactly(0, 1);
    assertThat(fold.heldBy(TWO)).containsExactly(2);
    assertThat(fold.free(4)).containsExactly(3);
  }

  @Test
  void theClaimOfASilentHostIsFreeAgain() {
    fold.accept(new Claim(ONE, List.of(0)), 0);
    fold.accept(new Claim(TWO, List.of(0)), LOST_MS);
    assertThat(fold.heldBy(TWO)).isEmpty();

    fold.accept(new Claim(TWO, List.of(0)), LOST_MS + 1);

    assertThat(fold.heldBy(TWO)).containsExactly(0);
    assertThat(fold.heldBy(ONE)).isEmpty();
  }

  @Test
  void beatsKeepClaimsAlive() {
    fold.accept(new Claim(ONE, List.of(0)), 0);
    fold.accept(beat(ONE, 0), LOST_MS);
    fold.accept(new Claim(TWO, List.of(0)), 2 * LOST_MS);

    assertThat(fold.heldBy(ONE)).containsExactly(0);
  }

  @Test
  void beatsAreEnoughWhenTheClaimIsTooOldToBeRead() {
    fold.accept(beat(ONE, 0, 3), 0);

    assertThat(fold.heldBy(ONE)).containsExactly(0, 3);
  }

  @Test
  void aHostThatLeavesFreesItsPartitionsAtOnce() {
    fold.accept(beat(ONE, 0), 0);
    fold.accept(new HostDown(ONE), 1);

    assertThat(fold.free(1)).containsExactly(0);
  }

  @Test
  void aVainClaimThatIsReadWithoutTheOneBeforeItGivesWayToTheHoldersBeat() {
    fold.accept(new Claim(TWO, List.of(0)), 0); // host 1 has had it since before the log was read
    fold.accept(beat(ONE, 0), 1);
    fold.accept(beat(TWO, 1), 2);

    assertThat(fold.heldBy(ONE)).containsExactly(0);
    assertThat(fold.heldBy(TWO)).containsExactly(1);
  }

  @Test
  void aHostThatNoLongerRepeatsAPartitionHasGivenItUp() {
    fold.accept(beat(ONE, 0, 1), 0);
    fold.accept(beat(ONE, 1), 1);

    assertThat(fold.free(2)).containsExactly(0);
  }

  private static HostBeat beat(long host, Integer... claims) {
    return new HostBeat(host, "host", 1, List.of(claims), List.of());
  }

  @Test
  void whatSilentHostsHoldIsCountedWhileItIsTheirs() {
    fold.accept(new Claim(ONE, List.of(0, 1)), 0);
    fold.accept(new Claim(TWO, List.of(2)), 3_000);

    assertThat(fold.heldBySilent(4, 2_500)).isEqualTo(2);
    assertThat(fold.heldBySilent(1, 2_500)).isEqualTo(1);
    fold.accept(new HostDown(ONE), 3_001);
    assertThat(fold.heldBySilent(4, 2_500)).isZero();
  }
}
