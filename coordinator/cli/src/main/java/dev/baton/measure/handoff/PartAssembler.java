package dev.baton.measure.handoff;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Puts together what comes in parts. For one thread. */
final class PartAssembler {

  private byte[] joined = new byte[0];
  private long number = -1;

  /** Takes a part; returns all of the data with the last one, and null before. */
  @Nullable ByteBuffer add(RecordLabel label, ByteBuffer part) {
    if (label.parts() == 1) {
      return part;
    }
    if (label.number() != number) {
      number = label.number();
      joined = new byte[(int) label.bytes()];
    }
    part.get(part.position(), joined, label.part() * DataRecords.PART_BYTES, part.remaining());
    if (label.part() < label.parts() - 1) {
      return null;
    }
    ByteBuffer all = ByteBuffer.wrap(joined);
    joined = new byte[0];
    number = -1;
    return all;
  }
}
