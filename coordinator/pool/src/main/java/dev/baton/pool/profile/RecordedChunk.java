package dev.baton.pool.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A chunk of a JVM's flight recorder: events with all that is needed to read them. The recorder
 * begins a new one now and then.
 *
 * <pre>
 *  0  'F' 'L' 'R' 0
 *  4  version: major (2 bytes), minor (2)
 *  8  bytes of the chunk (8)
 * 16  where its constants are (8)
 * 24  where its metadata is (8); 0 until something was flushed for the first time
 * 32  when it began, in nanoseconds since the epoch (8)
 * 40  duration (8), ticks at its start (8), ticks a second (8)
 * 64  state (1): 0 complete, 255 being changed, or how often it was flushed
 * 65  flags (3)
 * </pre>
 *
 * All numbers are big endian. A JVM that is killed leaves a chunk as it was flushed last: its size
 * says up to where, and only its state would have readers wait for more.
 *
 * @param file that it is in
 * @param offset where it begins there, in bytes
 * @param bytes its size
 * @param startNs when it began, in nanoseconds since the epoch
 */
record RecordedChunk(Path file, long offset, long bytes, long startNs) {

  static final int HEADER_BYTES = 68;
  static final int SIZE_AT = 8;
  static final int METADATA_AT = 24;
  static final int START_AT = 32;
  static final int DURATION_AT = 40;
  static final int STATE_AT = 64;
  static final byte COMPLETE = 0;
  static final byte BEING_CHANGED = (byte) 255;

  /** The recorder begins a new chunk after 12 MiB. */
  private static final long MOST_BYTES = 512L << 20;

  private static final int MAGIC = 0x464c5200;

  /**
   * What a file of a flight recorder has.
   *
   * @param chunks that can be read
   * @param isDamaged whether there is something behind them that cannot
   */
  record Contents(List<RecordedChunk> chunks, boolean isDamaged) {}

  /**
   * Finds the chunks of a file that nobody writes to any more. What was never flushed is no chunk.
   *
   * @throws IOException if it cannot be read
   */
  static Contents of(Path file) throws IOException {
    List<RecordedChunk> chunks = new ArrayList<>();
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      long at = 0;
      while (at + HEADER_BYTES <= in.size()) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        read(in, header, at);
        long bytes = header.getLong(SIZE_AT);
        if (header.getInt(0) != MAGIC || header.get(STATE_AT) == BEING_CHANGED) {
          return new Contents(chunks, true);
        }
        if (header.getLong(METADATA_AT) == 0) {
          return new Contents(chunks, false);
        }
        if (bytes < HEADER_BYTES || bytes > Math.min(in.size() - at, MOST_BYTES)) {
          return new Contents(chunks, true);
        }
        chunks.add(new RecordedChunk(file, at, bytes, header.getLong(START_AT)));
        if (header.get(STATE_AT) != COMPLETE) {
          break; // what follows had not been flushed
        }
        at += bytes;
      }
    }
    return new Contents(chunks, false);
  }

  /**
   * The chunk as it is in the file.
   *
   * @throws IOException if it cannot be read
   */
  byte[] read() throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(bytes));
      read(in, all, offset);
      return all.array();
    }
  }

  private static void read(FileChannel in, ByteBuffer into, long at) throws IOException {
    while (into.hasRemaining()) {
      if (in.read(into, at + into.position()) < 0) {
        throw new IOException("the file has become shorter");
      }
    }
  }
}
