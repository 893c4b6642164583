package dev.baton.measure.models;

/** Says in a few words whether a model was worth it, and why. */
final class Effectiveness {

  /** So much faster than one after the other is more than what disturbs a measurement. */
  private static final double GAIN = 1.2;

  /** So much slower is a loss, and no disturbance. */
  private static final double LOSS = 0.9;

  /** More CPU time than this, times that of the base, is the model's own and not the tasks'. */
  private static final double COSTLY = 1.5;

  /** More cores than this are more than one. */
  private static final double TWO_CORES = 1.15;

  private Effectiveness() {}

  /**
   * The figures that decide.
   *
   * @param wallMs how long all tasks took
   * @param cpuMs CPU time of all processes meanwhile; 0 if not known
   */
  record Cost(double wallMs, double cpuMs) {

    private double cores() {
      return wallMs == 0 ? 0 : cpuMs / wallMs;
    }
  }

  /**
   * The words.
   *
   * @param workers how many tasks ran at a time
   * @param base the tasks, one after the other
   * @param model the tasks, by the model
   */
  static String of(LoadKind workload, int workers, Cost base, Cost model) {
    double speedup = model.wallMs == 0 ? 0 : base.wallMs / model.wallMs;
    if (speedup >= GAIN) {
      return "effective: " + gain(workload, model);
    }
    boolean isCostly =
        speedup < LOSS || (model.cpuMs > base.cpuMs * COSTLY && model.cores() > TWO_CORES);
    if (isCostly) {
      return "ineffective: overhead larger than gain";
    }
    if (workers == 1) {
      return "ineffective: one task at a time";
    }
    return workload == LoadKind.IO
        ? "ineffective: waits one after the other"
        : "ineffective: one core only";
  }

  private static String gain(LoadKind workload, Cost model) {
    return switch (workload) {
      case IO -> "waits in parallel";
      case CPU, MEMORY -> "cores used";
      case MIXED ->
          model.cores() > TWO_CORES ? "waits in parallel, cores used" : "waits in parallel";
    };
  }
}
