package dev.baton.measure.handoff;

/**
 * What the receiver answers to a crossing; times are of {@link System#nanoTime()}.
 *
 * @param number which crossing
 * @param receivedNs when the last record was there
 * @param readNs when its bytes were taken out of the records
 * @param mappedNs when shared memory could be reached
 * @param decodedNs when there was an object
 * @param touchedNs when all pages had been touched
 * @param checksum of all the data
 * @param touched what was found in the pages
 * @param lacksRoom whether what went wrong is that there was no room
 * @param problem what went wrong, or empty
 */
record Receipt(
    long number,
    long receivedNs,
    long readNs,
    long mappedNs,
    long decodedNs,
    long touchedNs,
    long checksum,
    long touched,
    boolean lacksRoom,
    String problem) {

  static Receipt failed(long number, Throwable failure) {
    return new Receipt(
        number, 0, 0, 0, 0, 0, 0, 0, failure instanceof OutOfMemoryError, failure.toString());
  }
}
