package dev.baton.process;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A child JVM's link to the process that started it.
 *
 * <p>The parent sends blocks on standard input and keeps it open for as long as it lives. The
 * kernel closes it however the parent ends, {@code kill -9} included, and that is the signal to
 * end: the child then has {@link #HALT_AFTER} for an orderly end before it halts. Thread-safe.
 */
public final class ParentLink {

  /** How long a child may take to end once its parent is gone. */
  public static final Duration HALT_AFTER = Duration.ofSeconds(3);

  private final BlockingQueue<Map<String, String>> blocks = new LinkedBlockingQueue<>();
  private volatile Runnable parentGone = () -> {};
  private volatile boolean detached;
  private volatile boolean gone;
  private volatile Duration extra = Duration.ZERO;
  private final PrintStream toParent;

  /** The link of this process, if it has one. */
  private static volatile @Nullable InputStream input;

  private static volatile boolean halting;

  private ParentLink(PrintStream toParent) {
    this.toParent = toParent;
  }

  /**
   * Takes standard input and output for the protocol; call it once, first thing in {@code main}.
   *
   * <p>From here on {@code System.out} prints to standard error and {@code System.in} is empty, so
   * that no library and no user code can get between parent and child. Signals that a terminal
   * sends to all processes at once are ignored.
   */
  public static ParentLink open() {
    TerminalSignals.ignore();
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    InputStream in = privateInput();
    System.setOut(System.err);
    System.setIn(InputStream.nullInputStream());
    input = in;
    ParentLink link = new ParentLink(out);
    Thread.ofPlatform().daemon().name("baton-parent-link").start(() -> link.listen(in));
    return link;
  }

  /**
   * The parent's pipe under a descriptor of this link's own. User code that closes or reads
   * standard input, and processes that inherit it, then do not interfere with the parent's
   * messages. The descriptor is above those that {@link ProcessBuilder} leaves open in a child.
   */
  private static InputStream privateInput() {
    FileInputStream standard = new FileInputStream(FileDescriptor.in);
    try {
      InputStream own = Files.newInputStream(Path.of("/proc/self/fd/0"));
      standard.close(); // the JDK replaces it with /dev/null, so that no file gets the descriptor
      return own;
    } catch (IOException e) {
      return standard; // not Linux, or not a pipe
    }
  }

  /**
   * Ends this process at once, without the action for a parent that is gone. The JVM does not end
   * before threads that wait in a system call have had 300 ms to return, so the thread that listens
   * to the parent is told to return.
   */
  public static void halt(int code) {
    halting = true;
    try (InputStream _ = input) {
      // Closing is enough.
    } catch (IOException e) {
      // Then it takes longer.
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }

  /**
   * Waits for the parent's next block. Does not return if the parent is gone: this process then
   * ends.
   *
   * @throws InterruptedIOException if this thread is interrupted
   */
  public Map<String, String> readBlock() throws IOException {
    try {
      return blocks.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the parent process");
    }
  }

  /** Reports to the parent that this child is up. */
  public void ready(Map<String, String> values) {
    send(ChildLine.ready(values));
  }

  /** Sends whoever has started this child a further message. */
  public void say(Map<String, String> values) {
    send(ChildLine.says(values));
  }

  /** Tells the parent in one sentence why this child cannot go on. */
  public void error(String message) {
    send(ChildLine.error(message));
  }

  /**
   * Sets the action for when the parent is gone or wants this child to end; replaces an earlier
   * one. Runs on a thread of this link; the process ends when it returns, or after {@link
   * #HALT_AFTER}.
   */
  public void onParentGone(Runnable action) {
    parentGone = action;
  }

  /**
   * Gives this process more than {@link #HALT_AFTER} for its orderly end; also while that is under
   * way.
   */
  public void allowMore(Duration longer) {
    extra = longer;
  }

  /**
   * Lets this process outlive its parent from now on. Call it before the parent is told that this
   * child is up: a parent that is killed earlier then takes it along.
   */
  public void detach() {
    detached = true;
  }

  /** Whether the parent has ended, or wants this child to end. */
  public boolean isParentGone() {
    return gone;
  }

  private synchronized void send(String line) {
    toParent.println(line);
  }

  private void listen(InputStream in) {
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (Map<String, String> block = ParentBlock.read(lines);
          block != null;
          block = ParentBlock.read(lines)) {
        blocks.add(block);
      }
    } catch (IOException e) {
      // A broken pipe is treated like its end.
    } finally {
      end();
    }
  }

  private void end() {
    gone = true;
    if (halting || detached) {
      return;
    }
    Thread.ofPlatform().daemon().name("baton-parent-link-halt").start(this::haltLater);
    try {
      parentGone.run();
    } catch (RuntimeException e) {
      System.getLogger(ParentLink.class.getName())
          .log(System.Logger.Level.WARNING, "The orderly end failed", e);
    } finally {
      Runtime.getRuntime().exit(0);
    }
  }

  private void haltLater() {
    try {
      Thread.sleep(StartCache.endLimit(HALT_AFTER));
      Thread.sleep(extra);
    } catch (InterruptedException e) {
      // Nothing interrupts this thread; if something does, the time is up.
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }
}
