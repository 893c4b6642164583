package dev.baton.pool.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chunks of different JVMs for one file. The JDK's own readers take it for granted that a file is
 * of one JVM: they use the clock of the first chunk for all, and where a chunk has a constant or a
 * description of events with a number that the chunk before had, too, they take that one.
 *
 * <p>So the ticks of all chunks are made those of one clock, and between chunks of different JVMs
 * there is a chunk without any constant or event.
 */
final class TranslatedChunk {

  private static final int METADATA = 0;
  private static final int CONSTANTS = 1;
  private static final int CONSTANTS_AT = 16;

  /** No JVM has it: they count from 1. */
  private static final long NO_METADATA_ID = -1;

  /** What the description of a chunk without events needs; Mission Control insists on a type. */
  private static final List<String> NAMES =
      List.of(
          "root",
          "metadata",
          "class",
          "name",
          "boolean",
          "id",
          "4",
          "region",
          "locale",
          "en_US",
          "gmtOffset",
          "0");

  private TranslatedChunk() {}

  /**
   * A complete chunk with the ticks of another clock.
   *
   * @param chunk as a JVM has written it
   * @throws IOException if it is damaged
   */
  static byte[] of(byte[] chunk, ChunkClock clock) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(chunk, 0, RecordedChunk.HEADER_BYTES);
    long later = ChunkClock.of(header).ticksTo(clock);
    Map<Long, Long> moved = new HashMap<>();
    Varints out = new Varints().write(chunk, 0, RecordedChunk.HEADER_BYTES);
    try {
      int at = RecordedChunk.HEADER_BYTES;
      while (at < chunk.length) {
        Varints.In in = new Varints.In(chunk, at);
        long size = in.read();
        if (size <= 0 || size > chunk.length - at) {
          throw new IOException("an event of " + size + " bytes");
        }
        long type = in.read();
        Varints event = new Varints().write(type).write(in.read() + later);
        if (type == METADATA || type == CONSTANTS) {
          moved.put((long) at, (long) out.size());
        }
        if (type == CONSTANTS) {
          event.write(in.read()); // duration
          long back = in.read(); // to the constants before these
          event.write(back == 0 ? 0 : position(moved, at + back) - out.size());
        }
        int end = at + (int) size;
        out.event(event.write(chunk, in.at(), end));
        at = end;
      }
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("an event without an end", e);
    }
    byte[] translated = out.toBytes();
    return ByteBuffer.wrap(translated)
        .putLong(RecordedChunk.SIZE_AT, translated.length)
        .putLong(CONSTANTS_AT, position(moved, header.getLong(CONSTANTS_AT)))
        .putLong(
            RecordedChunk.METADATA_AT, position(moved, header.getLong(RecordedChunk.METADATA_AT)))
        .putLong(ChunkClock.START_TICKS_AT, header.getLong(ChunkClock.START_TICKS_AT) + later)
        .put(RecordedChunk.STATE_AT, RecordedChunk.COMPLETE)
        .array();
  }

  private static long position(Map<Long, Long> moved, long before) throws IOException {
    Long now = moved.get(before);
    if (now == null) {
      throw new IOException("nothing is at " + before);
    }
    return now;
  }

  /**
   * A chunk with nothing in it, to stand before a translated one. It begins at a time of its own:
   * Mission Control leaves out a chunk that began at the same nanosecond as one before.
   */
  static byte[] separator(byte[] translated) {
    ByteBuffer header = ByteBuffer.wrap(translated);
    long ticks = header.getLong(ChunkClock.START_TICKS_AT);
    Varints out = new Varints().write(translated, 0, RecordedChunk.HEADER_BYTES);
    final long metadataAt = out.size();
    Varints metadata = new Varints().write(METADATA).write(ticks).write(0).write(NO_METADATA_ID);
    metadata.write(NAMES.size());
    NAMES.forEach(metadata::text);
    element(metadata, "root", 2);
    element(metadata, "metadata", 1);
    element(metadata, "class", 0, "name", "boolean", "id", "4");
    element(metadata, "region", 0, "locale", "en_US", "gmtOffset", "0");
    out.event(metadata);
    final long constantsAt = out.size();
    out.event(new Varints().write(CONSTANTS).write(ticks).write(0).write(0).write(0).write(0));
    byte[] separator = out.toBytes();
    return ByteBuffer.wrap(separator)
        .putLong(RecordedChunk.SIZE_AT, separator.length)
        .putLong(CONSTANTS_AT, constantsAt)
        .putLong(RecordedChunk.METADATA_AT, metadataAt)
        .putLong(RecordedChunk.START_AT, header.getLong(RecordedChunk.START_AT) - 1)
        .putLong(RecordedChunk.DURATION_AT, 0)
        .array();
  }

  private static void element(Varints out, String name, int children, String... attributes) {
    out.write(NAMES.indexOf(name)).write(attributes.length / 2);
    for (String word : attributes) {
      out.write(NAMES.indexOf(word));
    }
    out.write(children);
  }
}
