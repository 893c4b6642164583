package dev.baton.measure.handoff;

import dev.baton.TaskFunction;

/** The task that gets the data: makes an object of it, touches it, and computes its checksum. */
record HandoffTask(DataKind kind, HandoffVariant variant)
    implements TaskFunction<Object, HandoffTask.Receipt> {

  /**
   * What it tells.
   *
   * @param checksum of all the data
   * @param touched what was found in the pages; it keeps the reading from being optimised away
   * @param unpackNs how long making an object took that the pool had not made
   * @param touchNs how long touching each page took
   * @param checkNs how long the checksum took, which is no part of handing over
   */
  record Receipt(long checksum, long touched, long unpackNs, long touchNs, long checkNs) {}

  @Override
  public Receipt apply(Object argument) {
    long startNs = System.nanoTime();
    Object data = variant.unpack(argument);
    long unpackedNs = System.nanoTime();
    long touched = DataKind.touch(data);
    long touchedNs = System.nanoTime();
    long checksum = kind.checksumOf(data);
    long endNs = System.nanoTime();
    return new Receipt(
        checksum, touched, unpackedNs - startNs, touchedNs - unpackedNs, endNs - touchedNs);
  }
}
