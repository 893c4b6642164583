package dev.baton.wire;

/** A record that travels on a channel, wrapped in a {@link Frame}. */
public sealed interface WireRecord
    permits InboxRecord, ResultBatch, Event, JournalRecord, AttemptTimes, Quarantined, BlobChunk {

  /** Appends the body of this record, without its frame. */
  void writeTo(WireWriter out);

  /** The layout of the body. */
  Kind kind();

  /** The kinds of records; the code is part of the layout and never changes its meaning. */
  enum Kind {
    TASK_BATCH(1),
    CANCEL(2),
    RECALL(3),
    FORGET(4),
    RESULT_BATCH(16),
    CLAIM(32),
    HOST_BEAT(33),
    HOST_DOWN(34),
    WORKER_UP(35),
    WORKER_DOWN(36),
    WHO_IS_THERE(37),
    JOB_BEAT(38),
    COPY_OFFER(39),
    COPY_REPORT(40),
    COPY_RELEASE(41),
    COPY_LEASE(42),
    EXCLUDED_HOSTS(43),
    DRAIN_HOST(44),
    HOST_DRAINED(45),
    CANCEL_JOB(46),
    WORKERS_WANTED(47),
    JOB_STARTED(48),
    JOB_ENDED(49),
    ATTEMPT_TIMES(50),
    QUARANTINED(64),
    BLOB_CHUNK(80);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new MalformedRecordException("No record kind has the code " + code + ".");
    }
  }
}
