package dev.baton.store.handle;

import static dev.baton.store.writer.TestStore.KIB;
import static dev.baton.store.writer.TestStore.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.baton.BlobGoneException;
import dev.baton.Shared;
import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.ReferenceType;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.store.area.BlobRef;
import dev.baton.store.handle.TaskBlobs.Allocated;
import dev.baton.store.reader.BlobLease;
import dev.baton.store.reader.BlobReader;
import dev.baton.store.reader.BlobScope;
import dev.baton.store.writer.Blob;
import dev.baton.store.writer.BlobWriter;
import dev.baton.store.writer.TestStore;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blobs of a program and of a worker, here in one process. */
class BlobHandlesTest {

  @TempDir private Path place;
  private final AtomicReference<@Nullable BlobScope> running = new AtomicReference<>();
  private TestStore store;
  private Codec programCodec;
  private ProgramBlobs program;
  private BlobWriter workerWriter;
  private TaskBlobs worker;

  @BeforeEach
  @SuppressWarnings("rawtypes") // a class literal has no parameters
  void makeStore() {
    store = TestStore.of(place, 64 * MIB);
    ReferenceType<SharedBlob> handles =
        new ReferenceType<>(
            SharedBlob.class, SharedBlob::toBytes, (bytes, _) -> program.handle(bytes));
    programCodec = codec(handles);
    program = new ProgramBlobs(store.writerWithSlabs(), store.reader(), programCodec, _ -> {});
    workerWriter = store.writerWithSlabs();
    worker = new TaskBlobs(store.reader(), () -> workerWriter, running::get, this::codec);
  }

  private Codec codec(ReferenceType<?> handles) {
    ClassLoader loader = BlobHandlesTest.class.getClassLoader();
    return new KryoCodec(AllowList.standard(), loader, List.of(handles));
  }

  @AfterEach
  void removeStore() {
    program.close();
    worker.close();
    store.close();
  }

  @Test
  void aHandleIsOfUseToATaskUntilItEnds() {
    Shared<long[]> shared =
        program.share(ContentKind.LONGS, MemorySegment.ofArray(new long[] {1, 2}));
    running.set(worker.newScope());
    Shared<?> inTask = travelled(shared);

    MemorySegment view = inTask.segment();

    assertThat(inTask.value()).isEqualTo(new long[] {1, 2});
    assertThat(view.isReadOnly()).isTrue();
    assertThat(inTask.isSealed()).isTrue();
    endTask();
    assertThatIllegalStateException().isThrownBy(() -> view.get(ValueLayout.JAVA_LONG, 0));
    running.set(worker.newScope());
    assertThat(inTask.longs().get(1)).isEqualTo(2);
    endTask();
    shared.close();
    running.set(worker.newScope());
    assertThatExceptionOfType(BlobGoneException.class).isThrownBy(inTask::segment);
    assertThat(store.use().blobs()).isZero();
  }

  @Test
  void whatIsOpenedOutsideOfTasksIsLetGoWhenNoTaskRuns() {
    Shared<long[]> shared =
        program.share(ContentKind.LONGS, MemorySegment.ofArray(new long[] {1, 2}));
    Shared<?> inThread = travelled(shared);
    BlobScope one = worker.newScope();
    BlobScope two = worker.newScope();
    MemorySegment view = inThread.segment();
    shared.close();

    one.close();
    one.close();
    assertThat(view.get(ValueLayout.JAVA_LONG, 8)).isEqualTo(2);
    program.tidy();
    assertThat(store.use().blobs()).isEqualTo(1);
    two.close();

    assertThatIllegalStateException().isThrownBy(() -> view.get(ValueLayout.JAVA_LONG, 8));
    program.tidy();
    assertThat(store.use().blobs()).isZero();
  }

  @Test
  void aResultBelongsToItsReceiverWithoutALease() {
    Blob result = TestStore.write(workerWriter, 100, true);
    result.handOver(program.areaId());

    PinnedBlobs received = program.receive(false, result.ref().toBytes(), List.of());

    assertThat(result.isLeased()).isFalse();
    workerWriter.tidy(_ -> true);
    worker.tidy();
    assertThat(TestStore.isReadable(store.readerOf(workerWriter), result.ref())).isTrue();
    received.release();
    workerWriter.tidy(_ -> true);
    assertThat(store.use().blobs()).isZero();
  }

  @Test
  void aResultThatNobodyHasReadCanBeReadAfterTheEnd() {
    for (int size : new int[] {100, 3 * MIB}) {
      BlobWriter writer = store.writerWithSlabs();
      ProgramBlobs ending = new ProgramBlobs(writer, store.reader(), programCodec, _ -> {});
      Shared<long[]> own = ending.share(ContentKind.LONGS, MemorySegment.ofArray(new long[MIB]));
      byte[] data = new byte[size];
      data[size - 1] = 7;
      Blob result = worker.put(programCodec.encode(data));
      result.handOver(ending.areaId());
      PinnedBlobs received = ending.receive(true, result.ref().toBytes(), List.of());
      long blobs = store.use().blobs();

      ending.close();

      assertThat(store.use().blobs()).as("own blobs are gone").isEqualTo(blobs - 1);
      assertThatIllegalStateException().isThrownBy(own::segment);
      BlobReader asTheWorker = store.reader();
      workerWriter.tidy(asTheWorker::isThere);
      assertThat(ending.decode(result.ref())).isEqualTo(data);

      received.release();
      workerWriter.tidy(asTheWorker::isThere);

      assertThat(asTheWorker.isThere(ending.areaId())).isFalse();
      assertThat(store.use().blobs()).isZero();
      assertThatExceptionOfType(BlobGoneException.class)
          .isThrownBy(() -> ending.decode(result.ref()));
    }
  }

  @Test
  void memoryThatCameWithAResultEndsWithThePool() {
    Allocated memory = worker.allocate(16);
    memory.handOver(program.areaId());
    PinnedBlobs received = program.receive(false, memory.ref().toBytes(), List.of());
    Shared<?> handle = program.handle(memory.handle().toBytes());
    MemorySegment view = handle.segment();

    program.close();

    assertThatIllegalStateException()
        .isThrownBy(handle::segment)
        .withMessageContaining("The pool is closed");
    assertThatIllegalStateException().isThrownBy(() -> view.get(ValueLayout.JAVA_LONG, 8));
    received.release();
    handle.close();
    assertThat(store.reader().isThere(program.areaId())).isFalse();
    workerWriter.tidy(_ -> false);
    assertThat(store.use().blobs()).isZero();
  }

  @Test
  void noneOfSeveralResultsIsTakenIfOneIsGone() {
    Blob there = TestStore.write(workerWriter, 100, true);
    Blob gone = TestStore.write(workerWriter, 100, true);
    there.handOver(program.areaId());
    gone.free();
    byte[] refs = new byte[2 * BlobRef.BYTES];
    System.arraycopy(there.ref().toBytes(), 0, refs, 0, BlobRef.BYTES);
    System.arraycopy(gone.ref().toBytes(), 0, refs, BlobRef.BYTES, BlobRef.BYTES);

    assertThatExceptionOfType(BlobGoneException.class)
        .isThrownBy(() -> program.receive(false, refs, List.of()));

    workerWriter.tidy(_ -> true);
    assertThat(store.use().blobs()).isZero();
  }

  @Test
  void allocatedMemoryIsSealedWhenItIsHandedOver() {
    Allocated memory = worker.allocate(16);
    MemorySegment view = memory.handle().segment();
    view.set(ValueLayout.JAVA_LONG, 8, 42);
    memory.handle().close();
    assertThat(memory.handle().isSealed()).isFalse();

    memory.handOver(program.areaId());
    memory.close();

    assertThatIllegalStateException().isThrownBy(() -> view.set(ValueLayout.JAVA_LONG, 8, 1));
    PinnedBlobs received = program.receive(false, memory.ref().toBytes(), List.of());
    try (Shared<?> handle = program.handle(memory.handle().toBytes())) {
      received.release();
      assertThat(handle.segment().get(ValueLayout.JAVA_LONG, 8)).isEqualTo(42);
      assertThat(handle.isSealed()).isTrue();
    }
    workerWriter.tidy(_ -> true);
    assertThat(store.use().blobs()).isZero();
  }

  @Test
  void whatCannotBeCopiedIntoTheStoreLeavesNothing() {
    Arena arena = Arena.ofShared();
    MemorySegment closed = arena.allocate(5 * KIB);
    arena.close();

    assertThatIllegalStateException().isThrownBy(() -> program.share(ContentKind.MEMORY, closed));

    assertThat(store.use().blobs()).isZero();
  }

  @Test
  void sealedDataIsWrittenByNobodyWhoCameAtTheLastMoment() throws Exception {
    BlobReader reader = store.reader();
    for (int i = 0; i < 300; i++) {
      Shared<MemorySegment> memory = program.allocate(256 * KIB);
      BlobRef ref = ((SharedBlob<?>) memory).ref();
      AtomicBoolean end = new AtomicBoolean();
      Thread writer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!end.get()) {
                      writeIfOpen(reader, ref);
                    }
                  });

      memory.seal();

      end.set(true);
      writer.join();
      reader.open(ref).close(); // compares the checksum
      memory.close();
    }
  }

  private static void writeIfOpen(BlobReader reader, BlobRef ref) {
    try (BlobLease blob = reader.open(ref);
        Arena arena = Arena.ofShared()) {
      MemorySegment view = blob.view(arena);
      if (!view.isReadOnly()) {
        view.setAtIndex(ValueLayout.JAVA_LONG, 7, view.getAtIndex(ValueLayout.JAVA_LONG, 7) + 1);
      }
    }
  }

  private void endTask() {
    BlobScope scope = running.getAndSet(null);
    if (scope != null) {
      scope.close();
    }
  }

  private Shared<?> travelled(Shared<?> shared) {
    Object decoded = worker.objects().codec().decode(programCodec.encodeToBytes(shared));
    assertThat(decoded).isInstanceOf(Shared.class);
    return (Shared<?>) decoded;
  }
}
