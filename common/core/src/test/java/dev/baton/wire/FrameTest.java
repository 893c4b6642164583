package dev.baton.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.Handoff;
import dev.baton.config.HeapSize;
import dev.baton.config.PoolSettings;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameTest {

  private static final WorkerStatus WORKER =
      new WorkerStatus(
          3,
          77,
          new Address.OnLog(5),
          2,
          4711,
          WorkerStatus.State.BUSY,
          2,
          12,
          1_700_000,
          55,
          8,
          1,
          999,
          3,
          new HeapSize(1L << 26, 1L << 32));

  private static final ContentId CONTENT = new ContentId(1, 2, 3, -4);

  static Stream<WireRecord> records() {
    TaskBatch.Entry call =
        new TaskBatch.Entry(
            Attempts.of(new AttemptId(7, 2)),
            1,
            1_500,
            TaskBatch.Entry.CALL,
            Handoff.SHARED,
            Payload.inline(new byte[] {1, 2}));
    TaskBatch.Entry applied =
        new TaskBatch.Entry(
            new AttemptId(8, 1), 0, 0, Handoff.AUTO, Payload.byReference(new byte[70_000]));
    ResultBatch.Entry result =
        new ResultBatch.Entry(
            new AttemptId(7, 2),
            ResultBatch.Status.FAILED,
            new ResultBatch.Times(1, 2, 3, 4, 5),
            Payload.byReference(new byte[] {9}),
            new byte[] {8, 7});
    ResultBatch.Entry elsewhere =
        new ResultBatch.Entry(
            Attempts.of(new AttemptId(7, 2)),
            Attempts.of(new AttemptId(7, 2)),
            ResultBatch.Status.DONE,
            ResultBatch.Times.NONE,
            Payload.byReference(new byte[] {9}),
            ResultBatch.Entry.NO_BLOBS,
            List.of(new LogPlace(1, 2, 3, 4), new LogPlace(5, 6, 7, 8)));
    return Stream.of(
        new TaskBatch(
            1,
            2,
            new Address.OnLog(3),
            "job ü",
            4,
            11,
            true,
            3_000_000,
            PoolSettings.FULL_WEIGHT,
            new byte[] {5},
            List.of(new JobJar(new ContentId(1, -2, 3, 4), "äpp.jar")),
            List.of(Payload.inline(new byte[] {6})),
            List.of(call, applied)),
        new TaskBatch(
            1,
            2,
            new Address.OnLog(3),
            "",
            4,
            0,
            false,
            3_000_000,
            PoolSettings.FULL_WEIGHT,
            new byte[0],
            List.of(),
            List.of(),
            List.of()),
        new Cancel(1, 2, true, List.of(new Attempts(new AttemptId(7, 2), 3))),
        new Recall(1, 2, 30),
        new Forget(1, 2),
        new ResultBatch(1, 2, 3, List.of(result, elsewhere, result)),
        new Claim(1, List.of(0, 4)),
        new HostBeat(1, "höst", 2, List.of(0), List.of(WORKER, WORKER)),
        new HostBeat(
            1,
            "host",
            2,
            true,
            List.of(),
            List.of(),
            new HostData(
                1,
                2,
                3,
                4,
                5,
                6,
                new HostData.Copies(7, 8, 9),
                List.of(new BlobHolder(4711, 1, 2, 3), new BlobHolder(4712, 0, 0, 1)),
                List.of(new ProcessUse(4713, 10_000_000, 4096)))),
        new DrainHost(1, DrainHost.OWN_LIMIT, "me@höst"),
        new HostDrained(1, 2, 3),
        new CancelJob("20261122-104512-7f3a", "me@höst"),
        new HostDown(1),
        new WorkerUp(1, "host", WORKER),
        new WorkerDown(1, 2, 3, true, true, false, 4, 5, "killed by signal 9"),
        new WorkersWanted(1, 2, 3),
        new WhoIsThere(1),
        new JobBeat(1, "20261122-104512-7f3a", 2, 3, 4, 5),
        new CopyOffer(1, 2, CONTENT, CopyOffer.Form.JAR, 3, new LogPlace(4, 5, 6, 7), "/a/ü"),
        new CopyReport(1, CONTENT, CopyReport.State.FAILED, "no röom"),
        new CopyRelease(1, List.of(CONTENT, CONTENT)),
        new CopyLease(1),
        new BlobChunk(1, 2, ByteBuffer.wrap(new byte[70_000])),
        new ExcludedHosts(
            1, "job", List.of(new ExcludedHosts.Host(2, "host", "its last task failed"))),
        new JobStarted(
            "20261122-104512-7f3a",
            1,
            "wordcount",
            List.of("wordcount", "--top=3", "bücher"),
            "/home/me",
            "1.0",
            2,
            3,
            List.of(new JobStarted.Input("/home/me/bücher", 4, 5)),
            true),
        new AttemptTimes(
            1, 2, 3, new Attempts(new AttemptId(4, 1), 5), new ResultBatch.Times(6, 7, 8, 9, 10)),
        new JobEnded("20261122-104512-7f3a", JobEnded.State.FAILED, "no seven", 6),
        new Quarantined(
            "job", 1, 2, 3, "", new byte[] {1}, new byte[0], new byte[] {2}, List.of("a", "ü")));
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRecordSurvivesItsJourney(WireRecord record) {
    byte[] bytes = Frame.encode(record);

    WireRecord read = Frame.decode(bytes);

    assertThat(read).usingRecursiveComparison().isEqualTo(record);
    assertThat(Frame.encode(read)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRecordThatWasCutOffIsRefused(WireRecord record) {
    byte[] bytes = Frame.encode(record);

    for (int length = 0; length < Math.min(bytes.length, 500); length++) {
      byte[] part = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Frame.decode(part)).isInstanceOf(MalformedRecordException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void aFlippedBitIsNoticed(WireRecord record) {
    byte[] bytes = Frame.encode(record);

    for (int bit = 0; bit < Math.min(bytes.length, 300) * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> Frame.decode(flipped)).isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void garbageBehindAGoodHeaderIsRefusedWithoutLargeAllocations() {
    Random random = new Random(20261122);
    int refused = 0;
    for (int i = 0; i < 200_000; i++) {
      WireRecord.Kind kind =
          WireRecord.Kind.values()[random.nextInt(WireRecord.Kind.values().length)];
      byte[] body = new byte[random.nextInt(120)];
      random.nextBytes(body);
      try {
        WireRecord record = Frame.decode(Garbage.framed(kind, body));
        assertThat(record.kind()).isEqualTo(kind);
      } catch (MalformedRecordException _) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(100_000);
  }

  @Test
  void anotherVersionIsRefusedByNumber() {
    byte[] bytes = Frame.encode(new HostDown(1));
    bytes[2] = 9;

    assertThatThrownBy(() -> Frame.decode(bytes))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("version 9");
  }

  @Test
  void aTaskMayNotReferToAFunctionThatIsNotThere() {
    TaskBatch.Entry task =
        new TaskBatch.Entry(new AttemptId(1, 1), 0, 1, Handoff.AUTO, Payload.NOTHING);

    assertThatThrownBy(
            () ->
                new TaskBatch(
                    1,
                    2,
                    new Address.OnLog(3),
                    "",
                    4,
                    0,
                    false,
                    3_000_000,
                    PoolSettings.FULL_WEIGHT,
                    new byte[0],
                    List.of(),
                    List.of(Payload.NOTHING),
                    List.of(task)))
        .isInstanceOf(MalformedRecordException.class);
  }

  @Test
  void largeDataStaysWhereItsRecordLies() {
    byte[] bytes = Frame.encode(results(new byte[70_000]));

    Payload read = ((ResultBatch) Frame.decode(bytes)).results().getFirst().payload();

    assertThat(read.data().array()).isSameAs(bytes);
    assertThat(read.bytes()).isEqualTo(new byte[70_000]);
  }

  @Test
  void dataThatIsTheLesserPartOfWhatCameKeepsNoneOfTheRest() {
    byte[] data = new byte[70_000];
    byte[] record = Frame.encode(results(data));
    ByteBuffer received = ByteBuffer.allocate(200_000).put(50_000, record).position(50_000);

    Payload read =
        ((ResultBatch) Frame.decode(received.slice(50_000, record.length)))
            .results()
            .getFirst()
            .payload();

    assertThat(read.data().array()).hasSize(data.length);
    assertThat(
            ((ResultBatch) Frame.decode(Frame.encode(results(new byte[100]))))
                .results()
                .getFirst()
                .payload()
                .data()
                .array())
        .hasSize(100);
  }

  @Test
  void largeDataBetweenSmallIsWrittenInItsPlace() {
    byte[] large = new byte[100_000];
    new Random(7).nextBytes(large);

    ResultBatch read =
        (ResultBatch)
            Frame.decode(Frame.encode(results(new byte[] {1}, large, new byte[] {2}, large)));

    assertThat(read.results())
        .extracting(result -> result.payload().bytes())
        .containsExactly(new byte[] {1}, large, new byte[] {2}, large);
  }

  private static ResultBatch results(byte[]... data) {
    return new ResultBatch(
        1,
        2,
        3,
        Stream.of(data)
            .map(
                each ->
                    new ResultBatch.Entry(
                        new AttemptId(7, 2),
                        ResultBatch.Status.DONE,
                        ResultBatch.Times.NONE,
                        Payload.inline(each),
                        new byte[0]))
            .toList());
  }
}
