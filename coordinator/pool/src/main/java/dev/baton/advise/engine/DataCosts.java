package dev.baton.advise.engine;

import dev.baton.advise.DataCost;
import dev.baton.codec.Codec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures what it costs to hand over data. */
final class DataCosts {

  /** By then a codec has seen the classes, and for small data its code is warm enough. */
  private static final int MOST_TIMES = 200;

  private static final int LEAST_TIMES = 2;
  private static final long LIMIT_NS = 20_000_000;

  private DataCosts() {}

  /**
   * Encodes and decodes an object several times; the best time counts.
   *
   * @throws dev.baton.BatonException if it cannot be handed over
   * @throws IllegalStateException if a handle in it is closed
   */
  static DataCost measured(Codec codec, @Nullable Object value) {
    byte[] bytes = codec.encodeToBytes(value);
    long encode = Long.MAX_VALUE;
    long decode = Long.MAX_VALUE;
    long start = System.nanoTime();
    for (int i = 0; i < MOST_TIMES; i++) {
      long began = System.nanoTime();
      if (i >= LEAST_TIMES && began - start > LIMIT_NS) {
        break;
      }
      bytes = codec.encodeToBytes(value);
      long between = System.nanoTime();
      var _ = codec.decode(bytes);
      encode = Math.min(encode, between - began);
      decode = Math.min(decode, System.nanoTime() - between);
    }
    return new DataCost(bytes.length, encode, decode);
  }

  /** What data costs on average. */
  static DataCost mean(List<DataCost> seen) {
    return new DataCost(
        seen.stream().mapToDouble(DataCost::bytes).average().orElse(0),
        seen.stream().mapToDouble(DataCost::encodeNs).average().orElse(0),
        seen.stream().mapToDouble(DataCost::decodeNs).average().orElse(0));
  }
}
