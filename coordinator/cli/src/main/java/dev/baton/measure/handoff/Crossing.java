package dev.baton.measure.handoff;

import dev.baton.Handoff;
import dev.baton.HandoffCount;
import dev.baton.Phase;
import dev.baton.measure.handoff.HandoffTask.Receipt;
import dev.baton.pool.PoolStatistics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One task that got the data, from its submission to its answer.
 *
 * @param totalMs all of it but the checksum, in ms
 * @param phases its parts in their order, in ms, as the pool accounts for them; what is in none of
 *     these is {@code otherMs}
 * @param recordBytes how many bytes of arguments and results were in records
 * @param isByReference whether the data was in the host store
 * @param checksum of the data, as the worker found it
 */
record Crossing(
    double totalMs,
    Map<String, Double> phases,
    long recordBytes,
    boolean isByReference,
    long checksum) {

  private static final HandoffCount NONE = new HandoffCount(0, 0);
  private static final double NS_PER_MS = 1e6;

  /**
   * The only task between two accounts.
   *
   * @param totalNs from before the packing to the answer, the checksum included
   * @param packNs what the program did to the data before it submitted the task
   */
  static Crossing of(
      PoolStatistics before, PoolStatistics after, Receipt receipt, long totalNs, long packNs) {
    Map<String, Double> phases = new LinkedHashMap<>();
    phases.put("encodeMs", packNs / NS_PER_MS + ms(before, after, Phase.ENCODE));
    phases.put("queueMs", ms(before, after, Phase.QUEUE));
    phases.put("transferMs", ms(before, after, Phase.TRANSFER));
    phases.put("decodeMs", ms(before, after, Phase.DECODE) + receipt.unpackNs() / NS_PER_MS);
    phases.put("touchMs", receipt.touchNs() / NS_PER_MS);
    phases.put(
        "answerMs",
        ms(before, after, Phase.ENCODE_RESULT)
            + ms(before, after, Phase.RETURN)
            + ms(before, after, Phase.DECODE_RESULT));
    double totalMs = (totalNs - receipt.checkNs()) / NS_PER_MS;
    double known = phases.values().stream().mapToDouble(Double::doubleValue).sum();
    phases.put("otherMs", Math.max(0, totalMs - known));
    return new Crossing(
        totalMs,
        phases,
        count(after, Handoff.KRYO).bytes() - count(before, Handoff.KRYO).bytes(),
        count(after, Handoff.SHARED).tasks() > count(before, Handoff.SHARED).tasks(),
        receipt.checksum());
  }

  private static double ms(PoolStatistics before, PoolStatistics after, Phase phase) {
    return (spent(after, phase) - spent(before, phase)) / NS_PER_MS;
  }

  private static long spent(PoolStatistics statistics, Phase phase) {
    return statistics.phases().getOrDefault(phase, Duration.ZERO).toNanos();
  }

  private static HandoffCount count(PoolStatistics statistics, Handoff handoff) {
    return statistics.handoffs().getOrDefault(handoff, NONE);
  }
}
