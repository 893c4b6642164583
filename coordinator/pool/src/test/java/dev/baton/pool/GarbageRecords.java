package dev.baton.pool;

import dev.baton.Handoff;
import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import dev.baton.dispatch.KnownWorker;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Attempts;
import dev.baton.wire.Cancel;
import dev.baton.wire.CancelJob;
import dev.baton.wire.Claim;
import dev.baton.wire.DrainHost;
import dev.baton.wire.Frame;
import dev.baton.wire.HostBeat;
import dev.baton.wire.HostDown;
import dev.baton.wire.HostDrained;
import dev.baton.wire.JobBeat;
import dev.baton.wire.Payload;
import dev.baton.wire.Recall;
import dev.baton.wire.ResultBatch;
import dev.baton.wire.ResultBatch.Status;
import dev.baton.wire.TaskBatch;
import dev.baton.wire.WhoIsThere;
import dev.baton.wire.WireRecord;
import dev.baton.wire.WorkerDown;
import dev.baton.wire.WorkerStatus;
import dev.baton.wire.WorkerUp;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * Records that should not be: of random bytes, spoilt ones with the right checksum, and well-formed
 * ones that say what is not so. For one thread.
 */
final class GarbageRecords {

  private static final int HEADER_BYTES = 8;
  private static final int NO_PARTITION = 12_345;

  private final Random random;
  private final long coordinator;
  private final List<KnownWorker> workers;

  /** Garbage about a coordinator and its workers. */
  GarbageRecords(long seed, long coordinator, List<KnownWorker> workers) {
    this.random = new Random(seed);
    this.coordinator = coordinator;
    this.workers = workers;
  }

  /** Bytes that are no record, and records spoilt so that most are none. */
  byte[] spoilt() {
    byte[] record = Frame.encode(of(List.of(inbox(false), results(false), event())));
    return switch (random.nextInt(4)) {
      case 0 -> bytes(random.nextInt(300));
      case 1 -> sealed(Arrays.copyOf(record, random.nextInt(record.length)));
      case 2 -> {
        record[random.nextInt(record.length)] ^= (byte) (1 << random.nextInt(8));
        yield random.nextBoolean() ? record : sealed(record);
      }
      default -> {
        int at = HEADER_BYTES + random.nextInt(Math.max(1, record.length - HEADER_BYTES - 4));
        if (at + 4 <= record.length) {
          ByteBuffer.wrap(record).putInt(at, random.nextBoolean() ? -1 : Integer.MAX_VALUE);
        }
        yield sealed(record);
      }
    };
  }

  /** For a worker that lives, by a coordinator that does not. */
  WireRecord inbox(boolean answerable) {
    long incarnation = worker().incarnation();
    long nobody = random.nextLong();
    List<AttemptId> attempts = List.of(new AttemptId(random.nextInt(50), 1));
    Payload payload =
        random.nextBoolean() ? Payload.inline(bytes(40)) : Payload.byReference(bytes(44));
    TaskBatch.Entry call =
        new TaskBatch.Entry(attempts.getFirst(), -5, TaskBatch.Entry.CALL, Handoff.AUTO, payload);
    TaskBatch.Entry applied =
        new TaskBatch.Entry(attempts.getFirst(), Long.MAX_VALUE, 0, Handoff.SHARED, payload);
    int partition = answerable ? 0 : of(List.of(-1, NO_PARTITION, Integer.MIN_VALUE));
    return of(
        List.of(
            new Cancel(nobody, incarnation, true, List.of(Attempts.of(attempts.getFirst()))),
            new Recall(nobody, incarnation, of(List.of(-1, Integer.MAX_VALUE))),
            new Cancel(
                coordinator, random.nextLong(), true, List.of(Attempts.of(attempts.getFirst()))),
            new TaskBatch(
                nobody,
                incarnation,
                new Address.OnLog(partition),
                "nobody's",
                Long.MIN_VALUE,
                random.nextLong(),
                random.nextBoolean(),
                random.nextLong() >>> 1,
                PoolSettings.FULL_WEIGHT,
                bytes(30),
                List.of(),
                List.of(payload),
                List.of(call, applied))));
  }

  /** Of no task, of attempts that never were, or of other coordinators. */
  WireRecord results(boolean real) {
    AttemptId unknownTask = new AttemptId(of(List.of(-1L, 1L << 40, Long.MAX_VALUE - 1)), 1);
    AttemptId unknownAttempt =
        new AttemptId(random.nextInt(200), of(List.of(99, Integer.MAX_VALUE)));
    Payload payload =
        of(
            List.of(
                Payload.inline(bytes(20)),
                Payload.byReference(bytes(3)),
                Payload.byReference(bytes(44))));
    ResultBatch.Entry entry =
        new ResultBatch.Entry(
            random.nextBoolean() ? unknownTask : unknownAttempt,
            of(List.of(Status.values())),
            new ResultBatch.Times(
                random.nextLong(), random.nextLong(), Long.MAX_VALUE, Long.MIN_VALUE, -1),
            payload,
            bytes(random.nextInt(3) * 44));
    return new ResultBatch(
        real ? coordinator : random.nextLong(),
        random.nextBoolean() ? worker().incarnation() : random.nextLong(),
        Long.MIN_VALUE,
        List.of(entry));
  }

  /** Of hosts that are not there, or about workers that are another's. */
  WireRecord event() {
    long nobody = random.nextLong();
    KnownWorker worker = worker();
    WorkerStatus impossible =
        status(random.nextLong(), of(List.of(-1, NO_PARTITION, Integer.MAX_VALUE)), 1);
    WorkerStatus greedy = status(random.nextLong(), 0, of(List.of(-1, 0, Integer.MAX_VALUE)));
    return of(
        List.of(
            new HostBeat(nobody, "nowhere", -1, List.of(-1, 0, 1, 2), List.of(impossible, greedy)),
            new HostBeat(nobody, "\0".repeat(2_000), 0, List.of(), List.of()),
            new WorkerUp(nobody, "", impossible),
            new WorkerDown(
                nobody,
                worker.incarnation(),
                0,
                true,
                false,
                false,
                random.nextInt(50),
                coordinator,
                "a lie"),
            new WorkerDown(
                nobody, random.nextLong(), -1, false, false, false, -1, random.nextLong(), ""),
            new DrainHost(nobody, Long.MIN_VALUE, "\0".repeat(2_000)),
            new HostDrained(nobody, -1, Long.MAX_VALUE),
            new CancelJob("", "\0".repeat(2_000)),
            new HostDown(nobody),
            new Claim(nobody, List.of(0, 1, 2, 3, -1, NO_PARTITION)),
            new JobBeat(nobody, "ü".repeat(5_000), -1, Long.MAX_VALUE, Long.MIN_VALUE, 3),
            new WhoIsThere(nobody)));
  }

  /** A worker that takes tasks, says a host that nobody hears of again. */
  WireRecord ghost(int inbox) {
    return new WorkerUp(random.nextLong(), "ghost", status(random.nextLong(), inbox, 1));
  }

  private WorkerStatus status(long incarnation, int partition, int slots) {
    return new WorkerStatus(
        0,
        incarnation,
        new Address.OnLog(partition),
        slots,
        1,
        WorkerStatus.State.IDLE,
        0,
        -1,
        0,
        0,
        0,
        0,
        0,
        0,
        HeapSize.AUTO);
  }

  private KnownWorker worker() {
    return of(workers);
  }

  private <T> T of(List<T> choice) {
    return choice.get(random.nextInt(choice.size()));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] sealed(byte[] frame) {
    if (frame.length >= HEADER_BYTES) {
      CRC32C crc = new CRC32C();
      crc.update(frame, 2, 2);
      crc.update(frame, HEADER_BYTES, frame.length - HEADER_BYTES);
      ByteBuffer.wrap(frame).putInt(4, (int) crc.getValue());
    }
    return frame;
  }
}
