package dev.baton.cli.terminal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What Ctrl-C, SIGTERM, the end of the terminal and a cancelled job do. Thread-safe.
 *
 * <p>The first signal stops what runs and ends the process, within a limit whatever happens; the
 * second ends it at once. Children see their standard input close in either case.
 *
 * <p>A shutdown hook would not do: the JVM waits for it however long it takes, deaf to a second
 * Ctrl-C.
 */
public final class Interruption implements AutoCloseable {

  /** How the process ends; a test's does not. */
  public interface Ending {
    void exit(int code);

    void halt(int code);

    /** Tells the person. */
    default void say(String line) {}

    /** The end of this JVM. */
    static Ending ofProcess() {
      return new Ending() {
        @Override
        public void exit(int code) {
          Runtime.getRuntime().exit(code);
        }

        @Override
        public void halt(int code) {
          Runtime.getRuntime().halt(code);
        }

        @Override
        public void say(String line) {
          System.err.println(line);
        }
      };
    }
  }

  /**
   * For commands with a pool: the promise is five seconds, with something kept back for the exit
   * itself.
   */
  public static final Duration POOL_LIMIT = Duration.ofMillis(4_500);

  /** {@code timeout} sends its signal twice, to the process and to its group: that is one wish. */
  private static final Duration ONE_WISH = Duration.ofMillis(200);

  private static final String[] SIGNALS = {"INT", "TERM", "HUP"};
  private static final int CTRL_C = ExitCode.ofSignal(new Signal(SIGNALS[0]).getNumber());

  private final Duration limit;
  private final Duration oneWish;
  private final IntConsumer stop;
  private final Ending ending;
  private final AtomicBoolean requested = new AtomicBoolean();
  private volatile long firstNs = System.nanoTime();
  private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();

  /**
   * Not yet installed.
   *
   * @param limit how long the process may take to end
   * @param stop stops what runs; gets the exit code and may end the process with another one
   */
  public Interruption(Duration limit, IntConsumer stop, Ending ending) {
    this(limit, ONE_WISH, stop, ending);
  }

  /**
   * The same with another idea of what is one wish.
   *
   * @param oneWish how soon after the first signal the next one means the same
   */
  public Interruption(Duration limit, Duration oneWish, IntConsumer stop, Ending ending) {
    this.limit = limit;
    this.oneWish = oneWish;
    this.stop = stop;
    this.ending = ending;
  }

  /** Listens from now on, until closed. */
  public Interruption install() {
    for (String name : SIGNALS) {
      Signal signal = new Signal(name);
      SignalHandler handler = Signal.handle(signal, this::onSignal);
      if (handler.equals(SignalHandler.SIG_IGN)) {
        var _ = Signal.handle(signal, handler); // nohup, or a shell's background: somebody's wish
      } else {
        before.put(signal, handler);
      }
    }
    return this;
  }

  /**
   * Does what Ctrl-C does, also where the process ignores that, as in a script's background;
   * returns at once. It is never a second signal: whoever asks again wants the same.
   */
  public void request() {
    Thread.ofPlatform().daemon().name("baton-cancel").start(() -> begin(CTRL_C));
  }

  /** Whether a signal came, or a request. */
  boolean isRequested() {
    return requested.get();
  }

  /**
   * Returns at once if no signal came, never if one did: then the process is about to end with the
   * signal's exit code, and what fails meanwhile is not worth a word.
   */
  public void awaitEndIfRequested() {
    while (requested.get()) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        // Whoever was interrupted by the signal comes here next; the process is ending all the
        // same.
      }
    }
  }

  @Override
  public void close() {
    before.forEach(
        (signal, handler) -> {
          var _ = Signal.handle(signal, handler);
        });
  }

  private void onSignal(Signal signal) {
    int exitCode = ExitCode.ofSignal(signal.getNumber());
    long nowNs = System.nanoTime();
    if (!begin(exitCode) && nowNs - firstNs >= oneWish.toNanos()) {
      ending.say("baton: ended at once; what it started ends by itself");
      ending.halt(exitCode);
    }
  }

  /** Ends the process unless it is ending; returns whether that was so. */
  private boolean begin(int exitCode) {
    if (!requested.compareAndSet(false, true)) {
      return false;
    }
    firstNs = System.nanoTime();
    Thread.ofPlatform().daemon().name("baton-stop-limit").start(() -> haltLater(exitCode));
    try {
      stop.accept(exitCode);
    } finally {
      ending.exit(exitCode);
    }
    return true;
  }

  private void haltLater(int exitCode) {
    try {
      Thread.sleep(limit);
      ending.halt(exitCode);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
