package dev.baton.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What can be known about the terminal without a native library.
 *
 * <p>Java can say whether stdin and stdout together are a terminal, but not stderr alone, which is
 * where progress goes.
 */
final class Terminal {

  private static final int DEFAULT_WIDTH = 80;
  private static final int SMALLEST_WIDTH = 20;

  private Terminal() {}

  /**
   * Whether a file descriptor of this process is a terminal.
   *
   * <p>The launcher knows and says so ({@code -Dbaton.terminal.2=true}); without it, Linux shows
   * where the descriptor leads; elsewhere the answer is no.
   */
  static boolean isTerminal(int descriptor) {
    String said = System.getProperty("baton.terminal." + descriptor);
    if (said != null) {
      return Boolean.parseBoolean(said);
    }
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * How many columns the terminal has, asked of {@code stty} (a few milliseconds); 80 if it does
   * not say.
   */
  static int width() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      if (stty.waitFor(1, TimeUnit.SECONDS)) {
        int columns = Integer.parseInt(size.strip().replaceFirst("^\\d+ ", ""));
        return columns < SMALLEST_WIDTH ? DEFAULT_WIDTH : columns;
      }
      stty.destroyForcibly();
    } catch (IOException | NumberFormatException e) {
      return DEFAULT_WIDTH;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return DEFAULT_WIDTH;
  }
}
