package dev.baton.cli;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a bar with rate and time left, for people at a terminal. Thread-safe. */
final class BarProgress implements ProgressDisplay {

  private static final int REFRESH_MS = 200;
  private static final String CLEAR_LINE = "\r\033[2K";

  private final PrintStream err;
  private final ProgressBar bar;
  private boolean counting;
  private boolean closed;

  BarProgress(String job, Console console) {
    this.err = console.err();
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(job)
            .setInitialMax(-1)
            .setUnit(" tasks", 1)
            .setStyle(
                console.errIsUnicode() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REFRESH_MS)
            .showSpeed(new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)))
            .setConsumer(new Line(Terminal.width()))
            .build();
  }

  @Override
  public void status(String text) {
    bar.setExtraMessage(text);
  }

  @Override
  public void update(long done, long total) {
    if (!counting) {
      counting = true;
      bar.setExtraMessage("");
      bar.reset(); // the rate is that of the tasks, without the start of the workers
    }
    if (bar.getMax() != total) {
      bar.maxHint(total);
    }
    bar.stepTo(done);
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
    bar.close();
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
    public void close() {
      synchronized (BarProgress.this) {
        makeRoom();
        closed = true;
      }
    }
  }
}
