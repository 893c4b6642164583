package dev.baton.job.builtin.mandelbrot;

import dev.baton.Shared;
import dev.baton.TaskFunction;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Paints a tile: in place, if there is shared memory for the picture; else the result has three
 * bytes, red, green and blue, for each pixel, row by row.
 *
 * @param size of the whole picture, which shows all of the set
 * @param iterations after which a point counts as one of the set
 * @param picture the whole picture, four bytes a pixel, or null
 */
record PaintTile(PictureSize size, int iterations, @Nullable Shared<MemorySegment> picture)
    implements TaskFunction<Tile, byte[]> {

  private static final byte[] IN_PLACE = {};

  private static final double CENTRE_RE = -0.75;
  private static final double CENTRE_IM = 0;
  private static final double VISIBLE_RE = 3.5;
  private static final double VISIBLE_IM = 2.5;

  /** Far out, so that neighbouring points get colours without a visible step. */
  private static final double ESCAPE_SQUARED = 1 << 16;

  /** Takes the colours of a tile, pixel by pixel. */
  private interface Canvas {
    void paint(int x, int y, int rgb);
  }

  @Override
  public byte[] apply(Tile tile) throws InterruptedException {
    if (picture != null) {
      MemorySegment pixels = picture.segment();
      paint(
          tile,
          (x, y, rgb) -> pixels.setAtIndex(ValueLayout.JAVA_INT, (long) y * size.width() + x, rgb));
      return IN_PLACE;
    }
    byte[] pixels = new byte[3 * tile.width() * tile.height()];
    paint(
        tile,
        (x, y, rgb) -> {
          int at = 3 * ((y - tile.y()) * tile.width() + x - tile.x());
          pixels[at] = (byte) (rgb >> 16);
          pixels[at + 1] = (byte) (rgb >> 8);
          pixels[at + 2] = (byte) rgb;
        });
    return pixels;
  }

  private void paint(Tile tile, Canvas canvas) throws InterruptedException {
    double step = Math.max(VISIBLE_RE / size.width(), VISIBLE_IM / size.height());
    for (int y = tile.y(); y < tile.y() + tile.height(); y++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("The picture was cancelled.");
      }
      for (int x = tile.x(); x < tile.x() + tile.width(); x++) {
        double re = CENTRE_RE + (x + 0.5 - size.width() / 2.0) * step;
        double im = CENTRE_IM - (y + 0.5 - size.height() / 2.0) * step;
        canvas.paint(x, y, colour(re, im));
      }
    }
  }

  private int colour(double re, double im) {
    double zRe = 0;
    double zIm = 0;
    for (int i = 0; i < iterations; i++) {
      double re2 = zRe * zRe;
      double im2 = zIm * zIm;
      if (re2 + im2 > ESCAPE_SQUARED) {
        return escapedColour(i, re2 + im2);
      }
      zIm = 2 * zRe * zIm + im;
      zRe = re2 - im2 + re;
    }
    return 0;
  }

  /** StrictMath, so that every worker paints the same, whatever processor it runs on. */
  private static int escapedColour(int steps, double squaredDistance) {
    double smooth =
        steps + 1 - StrictMath.log(StrictMath.log(squaredDistance) / 2) / StrictMath.log(2);
    return Palette.rgb(StrictMath.log(Math.max(1, smooth + 3)) * 0.4 - 0.45);
  }
}
