package dev.baton.job.builtin.mandelbrot;

import dev.baton.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The size of a picture in pixels.
 *
 * @param width from 1 to {@link #MAX_SIDE}
 * @param height from 1 to {@link #MAX_SIDE}
 */
record PictureSize(int width, int height) {

  static final int MAX_SIDE = 20_000;

  /** A tile is a task of some milliseconds to some hundreds of them. */
  static final int TILE_SIDE = 128;

  private static final Pattern FORMAT = Pattern.compile("(\\d{1,9})[xX](\\d{1,9})");

  /** The picture is put together in the memory of one process, with four bytes a pixel. */
  private static final int BYTES_PER_PIXEL = 4;

  /**
   * The size that the user asks for, such as {@code 1920x1080}.
   *
   * @param heapBytes how much memory there may be for the picture
   * @throws UsageException if it is no size, or too large
   */
  static PictureSize ofOption(String option, long heapBytes) {
    Matcher matcher = FORMAT.matcher(option);
    if (!matcher.matches()) {
      throw new UsageException("--size must be WIDTHxHEIGHT, such as 1920x1080, not " + option);
    }
    int width = Integer.parseInt(matcher.group(1));
    int height = Integer.parseInt(matcher.group(2));
    if (Math.min(width, height) < 1 || Math.max(width, height) > MAX_SIDE) {
      throw new UsageException(
          "--size must be from 1x1 to %dx%d, not %s".formatted(MAX_SIDE, MAX_SIDE, option));
    }
    long bytes = (long) BYTES_PER_PIXEL * width * height;
    if (bytes > heapBytes / 2) {
      throw new UsageException(
          "--size %s needs %,d MiB of memory, more than half of the %,d MiB that this process may use"
              .formatted(option, bytes >> 20, heapBytes >> 20));
    }
    return new PictureSize(width, height);
  }

  /** How many tiles cover the picture. */
  long tileCount() {
    return (long) Math.ceilDiv(width, TILE_SIDE) * Math.ceilDiv(height, TILE_SIDE);
  }

  /** The tiles that cover the picture, row by row. */
  Stream<Tile> tiles() {
    int columns = Math.ceilDiv(width, TILE_SIDE);
    return IntStream.range(0, Math.toIntExact(tileCount()))
        .mapToObj(
            i -> {
              int x = i % columns * TILE_SIDE;
              int y = i / columns * TILE_SIDE;
              return new Tile(
                  x, y, Math.min(TILE_SIDE, width - x), Math.min(TILE_SIDE, height - y));
            });
  }
}
