package dev.baton.store.area;

import static dev.baton.store.writer.TestStore.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.store.StoreLimits;
import dev.baton.store.reader.BlobLease;
import dev.baton.store.reader.BlobReader;
import dev.baton.store.writer.Blob;
import dev.baton.store.writer.BlobWriter;
import dev.baton.store.writer.TestStore;
import dev.baton.store.writer.WithStore;
import dev.baton.wire.BlobHolder;
import dev.baton.wire.HostData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a look from outside tells of a store. */
class StoreReportTest extends WithStore {

  private static final long PID = ProcessHandle.current().pid();
  private static final HostData.Copies COPIES = new HostData.Copies(1, 2, 3);

  private HostData report() {
    StoreLimits limits = StoreLimits.read(store.path());
    return StoreReport.of(store.path(), limits, COPIES, List.of());
  }

  @Test
  void aStoreWithoutBlobsHasNoHolders() {
    HostData report = report();

    assertThat(report.limitBytes()).isEqualTo(64 * MIB);
    assertThat(report.blobs()).isZero();
    assertThat(report.usedBytes()).isZero();
    assertThat(report.copies()).isEqualTo(COPIES);
    assertThat(report.holders()).isEmpty();
  }

  @Test
  void whoMadeABlobHoldsIt() {
    Blob small = TestStore.write(writer, 100);
    Blob large = TestStore.write(writer, 3 * MIB);

    HostData report = report();

    assertThat(report.blobs()).isEqualTo(2);
    assertThat(report.usedBytes()).isBetween(3L * MIB + 100, 4L * MIB);
    assertThat(report.holders()).containsExactly(new BlobHolder(PID, 2, report.usedBytes(), 0));

    small.free();
    large.free();
    assertThat(report().holders()).isEmpty();
  }

  @Test
  void whoReadsABlobHasALease() {
    BlobReader other = store.reader();
    Blob blob = TestStore.write(writer, 100);
    BlobLease one = other.open(blob.ref());
    BlobLease two = other.open(blob.ref());

    assertThat(report().holders()).extracting(BlobHolder::leases).containsExactly(2L);
    one.close();
    assertThat(report().holders()).extracting(BlobHolder::leases).containsExactly(1L);
    two.close();
    assertThat(report().holders()).extracting(BlobHolder::leases).containsExactly(0L);
  }

  @Test
  void leasesThatNeedSeveralLinesAreAllCounted() {
    BlobReader other = store.reader();
    List<BlobLease> leases = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      leases.add(other.open(TestStore.write(writer, 100).ref()));
    }

    assertThat(report().holders()).extracting(BlobHolder::leases).containsExactly(200L);
    leases.forEach(BlobLease::close);
  }

  @Test
  void allAreasCount() {
    BlobWriter second = store.writerOfSegments();
    var _ = TestStore.write(writer, 100);
    var _ = TestStore.write(second, 100);

    assertThat(report().blobs()).isEqualTo(2);
    assertThat(report().holders()).extracting(BlobHolder::blobs).containsExactly(2L);
  }
}
