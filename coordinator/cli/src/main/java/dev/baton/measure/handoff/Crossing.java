package dev.baton.measure.handoff;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One handing over, from the object in the coordinator to what the worker can use; times are of
 * {@link System#nanoTime()}, one clock for both.
 *
 * @param variant how
 * @param startNs when it began
 * @param encodedNs when there were bytes
 * @param putNs when they lay in the host store; as {@code encodedNs} if they do not go there
 * @param sentNs when the log had taken the last record
 * @param onLogNs when the broker had said that this is on the log
 * @param encodedBytes how many bytes the object became
 * @param wireBytes how many bytes its records have
 * @param isSplit whether it came in parts
 * @param receipt what the worker says
 */
record Crossing(
    HandoffVariant variant,
    long startNs,
    long encodedNs,
    long putNs,
    long sentNs,
    long onLogNs,
    long encodedBytes,
    long wireBytes,
    boolean isSplit,
    Receipt receipt) {

  private static final double NS_PER_MS = 1e6;

  /** All of it, in ms. */
  double totalMs() {
    return (receipt.touchedNs() - startNs) / NS_PER_MS;
  }

  /**
   * Its phases in their order, in ms; they add up to the total.
   *
   * <p>A record may be with its reader before its sender hears that it is on the log, or even
   * before it has come back from sending: the reader's time is the earlier one then.
   */
  Map<String, Double> phases() {
    Map<String, Double> phases = new LinkedHashMap<>();
    long sent = Math.min(sentNs, receipt.receivedNs());
    long onLog = Math.clamp(onLogNs, sent, receipt.receivedNs());
    put(phases, "encodeMs", encodedNs - startNs);
    if (variant == HandoffVariant.KRYO_STORE) {
      put(phases, "putMs", putNs - encodedNs);
    }
    put(phases, "sendMs", sent - putNs);
    put(phases, "brokerMs", onLog - sent);
    put(phases, "receiveMs", receipt.readNs() - onLog);
    if (variant == HandoffVariant.KRYO_STORE || variant == HandoffVariant.SHARED) {
      put(phases, "mapMs", receipt.mappedNs() - receipt.readNs());
    }
    if (variant == HandoffVariant.SHARED) {
      put(phases, "firstTouchMs", receipt.touchedNs() - receipt.decodedNs());
    } else {
      put(phases, "decodeMs", receipt.decodedNs() - receipt.mappedNs());
    }
    return phases;
  }

  private static void put(Map<String, Double> phases, String name, long ns) {
    phases.put(name, ns / NS_PER_MS);
  }
}
