package dev.baton.job.builtin.mandelbrot;

/** Colours, blue over white and gold to black and round again, without a step. */
final class Palette {

  private static final int COLOURS = 2048;
  private static final double[] STOPS = {0, 0.16, 0.42, 0.6425, 0.8575, 1};
  private static final int[] STOP_COLOURS = {
    0x000764, 0x206BCB, 0xEDFFFF, 0xFFAA00, 0x000200, 0x000764
  };
  private static final int[] RGB = new int[COLOURS];

  static {
    for (int i = 0; i < COLOURS; i++) {
      RGB[i] = between((double) i / COLOURS);
    }
  }

  private Palette() {}

  /** The colour at a place on the circle, of which 1.0 is once around. */
  static int rgb(double place) {
    return RGB[Math.floorMod((long) (place * COLOURS), COLOURS)];
  }

  private static int between(double place) {
    int stop = 0;
    while (place >= STOPS[stop + 1]) {
      stop++;
    }
    double part = (place - STOPS[stop]) / (STOPS[stop + 1] - STOPS[stop]);
    double eased = part * part * (3 - 2 * part);
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = (STOP_COLOURS[stop] >> shift) & 0xFF;
      int to = (STOP_COLOURS[stop + 1] >> shift) & 0xFF;
      rgb = (rgb << 8) | (int) Math.round(from + (to - from) * eased);
    }
    return rgb;
  }
}
