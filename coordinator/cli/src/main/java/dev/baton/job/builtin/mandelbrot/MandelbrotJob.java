package dev.baton.job.builtin.mandelbrot;

import dev.baton.Shared;
import dev.baton.TaskFunction;
import dev.baton.UsageException;
import dev.baton.job.Job;
import dev.baton.job.SharedMemory;
import dev.baton.job.Splits;
import dev.baton.job.builtin.Utf8Output;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The job {@code mandelbrot}. */
@Command(
    name = "mandelbrot",
    description = {
      "Paints the Mandelbrot set, tile by tile: tasks of very different lengths.",
      "Writes a PNG file and prints FILE<TAB>SIZE<TAB>ITERATIONS<TAB>TILES."
    })
public final class MandelbrotJob implements Job<Tile, byte[]> {

  private static final int MAX_ITERATIONS = 10_000_000;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      required = true,
      description =
          "The size of the picture in pixels, such as 1920x1080; at most 20000x20000 (required).")
  private String size = "";

  @Option(
      names = "--out",
      paramLabel = "FILE.png",
      required = true,
      description = "Where to write the picture; a file that is there is replaced (required).")
  private Path out = Path.of("");

  @Option(
      names = "--iterations",
      paramLabel = "I",
      defaultValue = "1000",
      description =
          "Steps after which a point counts as one of the set: more are finer and take longer"
              + " (default: ${DEFAULT-VALUE}).")
  private int iterations;

  private @Nullable Shared<MemorySegment> shared;
  private @Nullable BufferedImage picture;
  private long painted;

  @Override
  public Splits<Tile> split() {
    if (iterations < 1 || iterations > MAX_ITERATIONS) {
      throw new UsageException(
          "--iterations must be from 1 to " + MAX_ITERATIONS + ", not " + iterations);
    }
    PictureFile.of(out);
    return new Splits<>(pictureSize().tiles(), pictureSize().tileCount());
  }

  private PictureSize pictureSize() {
    return PictureSize.ofOption(size, Runtime.getRuntime().maxMemory());
  }

  @Override
  public void use(SharedMemory memory) {
    PictureSize pixels = pictureSize();
    shared = memory.allocate((long) Integer.BYTES * pixels.width() * pixels.height()).orElse(null);
  }

  @Override
  public TaskFunction<Tile, byte[]> task() {
    return new PaintTile(pictureSize(), iterations, shared);
  }

  @Override
  public void fold(Tile tile, byte[] pixels) {
    painted++;
    if (shared != null) {
      return; // it is where it belongs
    }
    int[] rgb = new int[tile.width() * tile.height()];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] =
          (pixels[3 * i] & 0xFF) << 16
              | (pixels[3 * i + 1] & 0xFF) << 8
              | (pixels[3 * i + 2] & 0xFF);
    }
    picture().setRGB(tile.x(), tile.y(), tile.width(), tile.height(), rgb, 0, tile.width());
  }

  private BufferedImage picture() {
    BufferedImage known = picture;
    if (known == null) {
      // There may be no display, and none is needed.
      System.setProperty("java.awt.headless", "true");
      PictureSize pixels = pictureSize();
      known = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
      picture = known;
    }
    return known;
  }

  @Override
  public void write(PrintStream out, PrintStream notes) {
    if (shared != null) {
      shared.seal();
      int[] rgb = ((DataBufferInt) picture().getRaster().getDataBuffer()).getData();
      MemorySegment.copy(shared.segment(), ValueLayout.JAVA_INT, 0, rgb, 0, rgb.length);
    }
    PictureFile.of(this.out).write(picture());
    PictureSize pixels = pictureSize();
    Utf8Output line = new Utf8Output(out);
    line.append(
        "%s\t%dx%d\t%d iterations\t%d tiles\n"
            .formatted(this.out, pixels.width(), pixels.height(), iterations, painted));
    line.flush();
  }

  @Override
  public String describe(Tile tile) {
    return "the tile at " + tile.x() + ", " + tile.y();
  }
}
