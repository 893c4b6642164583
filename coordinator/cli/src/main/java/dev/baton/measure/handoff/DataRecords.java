package dev.baton.measure.handoff;

import dev.baton.Handoff;
import dev.baton.log.Channel;
import dev.baton.log.PublishCallback;
import dev.baton.log.Publisher;
import dev.baton.wire.Address;
import dev.baton.wire.AttemptId;
import dev.baton.wire.Frame;
import dev.baton.wire.MalformedRecordException;
import dev.baton.wire.Payload;
import dev.baton.wire.TaskBatch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Puts data into records as a dispatcher does with a task's, and takes it out as a worker does. */
final class DataRecords {

  /** Of what does not fit into one record: Kafka's default for the largest one. */
  static final int PART_BYTES = 1 << 20;

  /** What a record has beside the data, well rounded up. */
  private static final int OVERHEAD_BYTES = 512;

  private DataRecords() {}

  /** Whether data of a size goes in parts. */
  static boolean areSplit(long bytes, Publisher publisher) {
    return bytes + OVERHEAD_BYTES > publisher.maxRecordBytes();
  }

  /**
   * Publishes data.
   *
   * @param label of the first part
   * @param onLog called when the last record is on the log
   * @return how many bytes the records have
   */
  static long publish(Publisher publisher, RecordLabel label, Payload data, PublishCallback onLog) {
    if (!areSplit(data.size(), publisher)) {
      byte[] record = record(label, data);
      publisher.publish(Channel.INBOX, 0, record, onLog);
      return record.length;
    }
    byte[] all = data.bytes();
    int parts = Math.ceilDiv(all.length, PART_BYTES);
    long bytes = 0;
    for (int part = 0; part < parts; part++) {
      int end = (int) Math.min(all.length, (part + 1L) * PART_BYTES);
      byte[] record =
          record(
              label.part(part, parts),
              Payload.inline(Arrays.copyOfRange(all, part * PART_BYTES, end)));
      publisher.publish(
          Channel.BLOBS, 0, record, part == parts - 1 ? onLog : PublishCallback.IGNORE);
      bytes += record.length;
    }
    return bytes;
  }

  private static byte[] record(RecordLabel label, Payload data) {
    TaskBatch.Entry entry =
        new TaskBatch.Entry(
            new AttemptId(label.number(), 1), 0, TaskBatch.Entry.CALL, Handoff.AUTO, data);
    return Frame.encode(
        new TaskBatch(
            0,
            0,
            new Address.OnLog(0),
            label.text(),
            0,
            0,
            false,
            new byte[0],
            List.of(),
            List.of(entry)));
  }

  /** What a record holds. */
  record Content(RecordLabel label, Payload data) {

    static Content of(ByteBuffer record) {
      TaskBatch batch = Frame.decode(record, TaskBatch.class);
      if (batch != null && batch.tasks().size() == 1) {
        return new Content(RecordLabel.parse(batch.jobId()), batch.tasks().getFirst().payload());
      }
      throw new MalformedRecordException("A record is not of this measurement.");
    }
  }
}
