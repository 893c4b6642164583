package dev.baton.job.builtin.mandelbrot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.UsageException;
import dev.baton.job.runner.LocalRunner;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MandelbrotJobTest {

  @TempDir Path directory;

  @Test
  void writesAPictureOfTheSize() throws Exception {
    Path file = directory.resolve("set.png");
    assertThat(paint("300x200", file)).isEqualTo(file + "\t300x200\t100 iterations\t6 tiles\n");
    BufferedImage picture = ImageIO.read(file.toFile());
    assertThat(picture.getWidth()).isEqualTo(300);
    assertThat(picture.getHeight()).isEqualTo(200);
    assertThat(picture.getRGB(150, 100)).as("a point of the set").isEqualTo(0xFF000000);
    assertThat(picture.getRGB(0, 0)).as("a point far from it").isNotEqualTo(0xFF000000);
  }

  @Test
  void paintsEachPixelWhateverItsTile() throws Exception {
    Path file = directory.resolve("set.png");
    paint("131x257", file);
    BufferedImage picture = ImageIO.read(file.toFile());
    PaintTile painter = new PaintTile(new PictureSize(131, 257), 100, null);
    for (int y = 0; y < 257; y++) {
      byte[] row = painter.apply(new Tile(0, y, 131, 1));
      for (int x = 0; x < 131; x++) {
        int rgb =
            (row[3 * x] & 0xFF) << 16 | (row[3 * x + 1] & 0xFF) << 8 | (row[3 * x + 2] & 0xFF);
        assertThat(picture.getRGB(x, y)).as("%d, %d", x, y).isEqualTo(0xFF000000 | rgb);
      }
    }
  }

  @Test
  void replacesAPictureAndLeavesNothingBeside() throws Exception {
    Path file = Files.writeString(directory.resolve("set.png"), "old");
    Path link = Files.createSymbolicLink(directory.resolve("link.png"), file);
    paint("1x1", link);
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(1);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(file, link);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "100", "x", "0x5", "5x0", "-1x5", "20001x1", "99999999999x1", "1x1x1"})
  void refusesWhatIsNoSize(String size) {
    assertThatThrownBy(() -> paint(size, directory.resolve("set.png")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--size");
  }

  @Test
  void refusesAPictureThatDoesNotFitIntoMemory() {
    assertThatThrownBy(() -> PictureSize.ofOption("20000x20000", 1 << 30))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("1,525 MiB");
  }

  @Test
  void looksAtThePlaceForThePictureBeforeItPaints() {
    assertThatThrownBy(() -> new PictureJob(directory).split()).hasMessageContaining("directory");
    assertThatThrownBy(() -> new PictureJob(directory.resolve("absent/set.png")).split())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no directory");
    assertThatThrownBy(() -> new PictureJob(Path.of("/dev/null")).split())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no regular file");
  }

  @Test
  void refusesNoIterations() {
    Path file = directory.resolve("set.png");
    assertThatThrownBy(
            () ->
                LocalRunner.run(
                    new MandelbrotJob(), "--size", "1x1", "--out", "" + file, "--iterations", "0"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--iterations");
  }

  private record PictureJob(Path file) {
    void split() throws Exception {
      MandelbrotJob job = new MandelbrotJob();
      new picocli.CommandLine(job).parseArgs("--size", "1x1", "--out", file.toString());
      job.split();
    }
  }

  private static String paint(String size, Path file) throws Exception {
    return LocalRunner.run(
            new MandelbrotJob(), "--size", size, "--out", file.toString(), "--iterations", "100")
        .out();
  }
}
