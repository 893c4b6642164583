package dev.baton.measure.handoff;

import org.jspecify.annotations.Nullable;

/** Puts together what comes in parts. For one thread. */
final class PartAssembler {

  private byte[] joined = new byte[0];
  private long number = -1;

  /** Takes a part; returns all of the data with the last one, and null before. */
  byte @Nullable [] add(RecordLabel label, byte[] part) {
    if (label.parts() == 1) {
      return part;
    }
    if (label.number() != number) {
      number = label.number();
      joined = new byte[(int) label.bytes()];
    }
    System.arraycopy(part, 0, joined, label.part() * DataRecords.PART_BYTES, part.length);
    if (label.part() < label.parts() - 1) {
      return null;
    }
    byte[] all = joined;
    joined = new byte[0];
    number = -1;
    return all;
  }
}
