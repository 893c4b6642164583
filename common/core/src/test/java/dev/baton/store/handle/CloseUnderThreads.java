package dev.baton.store.handle;

import static dev.baton.store.writer.TestStore.KIB;
import static dev.baton.store.writer.TestStore.MIB;

import dev.baton.Shared;
import dev.baton.TaskDecodingException;
import dev.baton.codec.AllowList;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.store.reader.BlobReader;
import dev.baton.store.writer.BlobWriter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that share, read and let go while the store is closed; all are to be told so. */
final class CloseUnderThreads {

  private static final int THREADS = 6;
  private static final int BEFORE = 200;

  private final ProgramBlobs blobs;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger told = new AtomicInteger();
  private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();
  private final CountDownLatch warm = new CountDownLatch(BEFORE);

  CloseUnderThreads(BlobReader reader, BlobWriter writer) {
    ClassLoader loader = CloseUnderThreads.class.getClassLoader();
    blobs = new ProgramBlobs(writer, reader, new KryoCodec(AllowList.standard(), loader), _ -> {});
  }

  /** Answers "told", or what went wrong. */
  String run() {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int seed = i;
      threads.add(Thread.ofPlatform().daemon().start(() -> use(new Random(seed))));
    }
    try {
      warm.await();
      blobs.close();
      blobs.close();
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    surprises.forEach(Throwable::printStackTrace);
    return surprises.isEmpty() && told.get() == THREADS ? "told" : "surprised " + surprises;
  }

  private void use(Random random) {
    List<Shared<?>> kept = new ArrayList<>();
    try {
      while (true) {
        kept.add(share(random));
        Shared<?> one = kept.get(random.nextInt(kept.size()));
        if (!read(one)) {
          throw new AssertionError("read something else");
        }
        if (kept.size() > 4) {
          kept.remove(random.nextInt(kept.size())).close();
        }
        blobs.tidy();
        done.incrementAndGet();
        warm.countDown();
      }
    } catch (IllegalStateException e) {
      told.incrementAndGet();
    } catch (TaskDecodingException e) {
      // In the middle of decoding an object; it must say why.
      if (String.valueOf(e.getMessage()).contains("memory that it lies in was released")) {
        told.incrementAndGet();
      } else {
        surprises.add(e);
      }
    } catch (Throwable e) {
      surprises.add(e);
    }
    kept.forEach(Shared::close);
  }

  private Shared<?> share(Random random) {
    int[] sizes = {16, 5 * KIB, 65 * KIB, MIB + 8};
    int size = sizes[random.nextInt(sizes.length)];
    return switch (random.nextInt(3)) {
      case 0 -> blobs.shareObject(new long[size / Long.BYTES]);
      case 1 -> blobs.allocate(size);
      default -> blobs.share(ContentKind.BYTES, MemorySegment.ofArray(new byte[size]));
    };
  }

  private static boolean read(Shared<?> shared) {
    Object value = shared.value();
    return switch (value) {
      case long[] array -> array[array.length - 1] == 0;
      case byte[] array -> array[array.length - 1] == 0;
      case MemorySegment memory -> memory.mismatch(memory) == -1;
      default -> false;
    };
  }
}
