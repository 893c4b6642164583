package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.Shared;
import dev.baton.cli.status.HostStatus;
import dev.baton.cli.status.LocalStatus;
import dev.baton.pool.ProcessPool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The host store as {@code baton status} shows it. */
class StoreStatusIT {

  private static final int MIB = 1 << 20;

  @Test
  @SuppressWarnings("try") // closed before its time, on purpose
  void statusShowsWhatTheStoreHoldsAndMayTake() {
    List<String> warnings = new ArrayList<>();
    try (ProcessPool pool =
            ProcessPool.builder().pool("status").workers(1).storeSize(64L * MIB).build();
        Shared<byte[]> large = pool.share(new byte[3 * MIB]);
        Shared<byte[]> small = pool.share(new byte[5])) {
      HostStatus.Store store = store(warnings);

      assertThat(store.limitBytes()).isEqualTo(64L * MIB);
      assertThat(store.blobs()).isEqualTo(2);
      assertThat(store.usedBytes())
          .isBetween(large.byteSize() + small.byteSize(), large.byteSize() + MIB);
      assertThat(store.segments())
          .extracting(HostStatus.Segment::bytes)
          .containsExactly(large.byteSize());

      large.close();

      store = store(warnings);
      assertThat(store.blobs()).isOne();
      assertThat(store.warmBytes()).isGreaterThanOrEqualTo(3 * MIB);
      assertThat(store.segments()).extracting(HostStatus.Segment::bytes).containsExactly(0L);
    }
    assertThat(warnings).isEmpty();
    assertThat(new LocalStatus(warnings::add).read(0).hosts())
        .noneMatch(host -> host.pool().equals("status"));
  }

  private static HostStatus.Store store(List<String> warnings) {
    HostStatus.Store store =
        new LocalStatus(warnings::add)
            .read(System.currentTimeMillis()).hosts().stream()
                .filter(host -> host.pool().equals("status"))
                .findFirst()
                .orElseThrow()
                .store();
    assertThat(store).isNotNull();
    return store;
  }
}
