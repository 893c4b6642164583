package dev.baton.pool.engine;

import dev.baton.store.handoff.HandoffCalibration.Reading;
import dev.baton.store.handoff.HandoffRule;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Reports, once in this process, that its host's calibration of handoffs is unusable. */
final class CalibrationNotice {

  private static final AtomicBoolean SAID = new AtomicBoolean();

  private CalibrationNotice() {}

  static void sayOnce(Consumer<String> notices) {
    if (HandoffRule.calibration() instanceof Reading.Unusable(String why)
        && SAID.compareAndSet(false, true)) {
      notices.accept(why);
    }
  }
}
