package dev.baton.measure.handoff;

import dev.baton.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What to measure of handoffs.
 *
 * @param transports how tasks travel
 * @param sizes in bytes, without repetition, ascending
 * @param data what is handed over
 * @param variants how
 * @param least so many crossings of each case are measured at least
 * @param most and so many at most
 * @param share how long the crossings of one size of one kind of data may take together, beyond the
 *     least
 * @param longest a case of which one crossing would take longer is skipped
 */
public record HandoffPlan(
    List<Transport> transports,
    List<Long> sizes,
    List<DataKind> data,
    List<HandoffVariant> variants,
    int least,
    int most,
    Duration share,
    Duration longest) {

  /** The largest size: what serialised data takes must fit into an array. */
  public static final long LARGEST = 1L << 30;

  /** All that differ. */
  public static final List<Transport> TRANSPORTS = List.of(Transport.LOCAL, Transport.KAFKA);

  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;

  /**
   * Sizes of all magnitudes; closer together where the handoffs' costs are known to meet, between
   * 10 KiB and 1 MiB.
   */
  private static final List<Long> QUICK_SIZES =
      List.of(100L, KIB, 10 * KIB, 64 * KIB, 256 * KIB, MIB, 16 * MIB, 64 * MIB);

  private static final List<Long> SIZES =
      List.of(
          100L, KIB, 10 * KIB, 32 * KIB, 64 * KIB, 128 * KIB, 256 * KIB, MIB, 4 * MIB, 16 * MIB,
          64 * MIB, 256 * MIB, LARGEST);

  /** From below the smallest threshold to above the largest one, with some in between. */
  private static final long CALIBRATION_FROM = 10 * KIB;

  private static final long CALIBRATION_TO = MIB;
  private static final int CALIBRATION_SIZES = 4;

  /** Copies the lists. */
  public HandoffPlan {
    transports = transports.stream().sorted().distinct().toList();
    sizes = sizes.stream().sorted().distinct().toList();
    data = data.stream().sorted().distinct().toList();
    variants = variants.stream().sorted().distinct().toList();
  }

  /**
   * The default: all kinds, all handoffs, 100 B to 1 GiB, in about half an hour; or up to 64 MiB in
   * some minutes.
   */
  public static HandoffPlan of(boolean quick) {
    return new HandoffPlan(
        TRANSPORTS,
        quick ? QUICK_SIZES : SIZES,
        List.of(DataKind.values()),
        List.of(HandoffVariant.values()),
        quick ? 3 : 5,
        quick ? 60 : 500,
        quick ? Duration.ofMillis(500) : Duration.ofSeconds(4),
        quick ? Duration.ofMillis(1_500) : Duration.ofSeconds(60));
  }

  /** What a transport is called. */
  public static String word(Transport transport) {
    return transport.name().toLowerCase(Locale.ROOT);
  }

  /** The same over other transports. */
  public HandoffPlan withTransports(List<Transport> other) {
    return new HandoffPlan(other, sizes, data, variants, least, most, share, longest);
  }

  /** The same for other sizes. */
  public HandoffPlan withSizes(List<Long> other) {
    return new HandoffPlan(transports, other, data, variants, least, most, share, longest);
  }

  /** The same for other data. */
  public HandoffPlan withData(List<DataKind> other) {
    return new HandoffPlan(transports, sizes, other, variants, least, most, share, longest);
  }

  /** The same for other handoffs. */
  public HandoffPlan withVariants(List<HandoffVariant> other) {
    return new HandoffPlan(transports, sizes, data, other, least, most, share, longest);
  }

  /** Whether a threshold for all data can be found: nothing that it takes was left out. */
  boolean calibrates() {
    return transports.containsAll(TRANSPORTS)
        && data.containsAll(List.of(DataKind.values()))
        && variants.containsAll(List.of(HandoffVariant.KRYO_RECORD, HandoffVariant.KRYO_STORE))
        && sizes.getFirst() <= CALIBRATION_FROM
        && sizes.getLast() >= CALIBRATION_TO
        && sizes.stream().filter(size -> size >= CALIBRATION_FROM && size <= CALIBRATION_TO).count()
            >= CALIBRATION_SIZES;
  }
}
