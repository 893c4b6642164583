package dev.baton.cli.terminal;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows a bar with rate and time left, for people at a terminal; a line of text until there is
 * something to count. Thread-safe.
 */
final class BarProgress implements ProgressDisplay {

  private static final int REFRESH_MS = 200;
  private static final String CLEAR_LINE = "\r\033[2K";

  private final String job;
  private final Console console;
  private final PrintStream err;
  private @Nullable ProgressBar bar;
  private boolean closed;

  BarProgress(String job, Console console) {
    this.job = job;
    this.console = console;
    this.err = console.err();
  }

  @Override
  public synchronized void status(String text) {
    if (!closed) {
      err.print(CLEAR_LINE + job + ": " + text + " ");
      err.flush();
    }
  }

  @Override
  public void update(long done, long total) {
    ProgressBar drawn = bar(total);
    if (drawn.getMax() != total) {
      drawn.maxHint(total);
    }
    drawn.stepTo(done);
  }

  /** Made when the first task is there, so that the rate is that of the tasks alone. */
  private synchronized ProgressBar bar(long total) {
    ProgressBar drawn = bar;
    if (drawn == null) {
      drawn =
          new ProgressBarBuilder()
              .setTaskName(job)
              .setInitialMax(total)
              .setUnit(" tasks", 1)
              .setStyle(
                  console.errIsUnicode() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(REFRESH_MS)
              .continuousUpdate() // else a step while it draws is not seen, and the clock stands
              .showSpeed(new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)))
              .setConsumer(new Line(Terminal.width()))
              .build();
      bar = drawn;
    }
    return drawn;
  }

  @Override
  public synchronized void println(String line) {
    err.println((closed ? "" : CLEAR_LINE) + line);
  }

  @Override
  public synchronized void makeRoom() {
    if (!closed) {
      err.print(CLEAR_LINE);
      err.flush();
    }
  }

  @Override
  public void close() {
    ProgressBar drawn;
    synchronized (this) {
      drawn = bar;
    }
    if (drawn != null) {
      drawn.close(); // draws once more, on its own thread
    }
    synchronized (this) {
      makeRoom();
      closed = true;
    }
  }

  /**
   * Draws one line over and over; asks no terminal library for the width, which would load a
   * hundred classes.
   */
  private final class Line implements ProgressBarConsumer {
    private final int width;

    Line(int width) {
      this.width = width;
    }

    @Override
    public int getMaxRenderedLength() {
      return width - 1;
    }

    @Override
    public void accept(String rendered) {
      synchronized (BarProgress.this) {
        if (!closed) {
          err.print("\r" + rendered + "\033[K");
          err.flush();
        }
      }
    }

    @Override
    public void close() {}
  }
}
