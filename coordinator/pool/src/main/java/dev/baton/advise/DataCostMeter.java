package dev.baton.advise;

import dev.baton.BatonException;
import dev.baton.codec.Codec;
import dev.baton.codec.Encoded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures what handing over costs, on the data itself. For one thread. */
final class DataCostMeter {

  /** By then a codec has seen the classes, and for small data its code is warm enough. */
  private static final int MOST_TIMES = 200;

  private static final int LEAST_TIMES = 2;
  private static final long LIMIT_NS = 20_000_000;

  private final Codec codec;
  private final List<DataCost> seen = new ArrayList<>();
  private @Nullable String obstacle;

  DataCostMeter(Codec codec) {
    this.codec = codec;
  }

  /** Encodes and decodes an object, several times; the best time counts. */
  void measure(@Nullable Object value) {
    if (obstacle != null) {
      return;
    }
    try {
      long encode = Long.MAX_VALUE;
      long decode = Long.MAX_VALUE;
      Encoded encoded = codec.encode(value);
      byte[] bytes = encoded.toByteArray();
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
      seen.add(new DataCost(bytes.length, encode, decode, Shape.of(value, encoded)));
    } catch (BatonException | IllegalStateException e) {
      obstacle = String.valueOf(e.getMessage());
    }
  }

  /** Why something could not be handed over; null if all could. */
  @Nullable String obstacle() {
    return obstacle;
  }

  /** What it is on average. */
  DataCost mean() {
    if (seen.isEmpty()) {
      return DataCost.NOTHING;
    }
    // That of the largest: among small ones many look alike.
    Shape shape =
        seen.stream().max(Comparator.comparingDouble(DataCost::bytes)).orElseThrow().shape();
    return new DataCost(
        seen.stream().mapToDouble(DataCost::bytes).average().orElse(0),
        seen.stream().mapToDouble(DataCost::encodeNs).average().orElse(0),
        seen.stream().mapToDouble(DataCost::decodeNs).average().orElse(0),
        shape);
  }
}
