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
 * kernel closes it whatever way the parent ends, {@code kill -9} included, and that is the sign to
 * go: the child then has {@link #HALT_AFTER} to end in order before it halts. Thread-safe.
 */
public final class ParentLink {

  /** How long a child may take to end once its parent is gone. */
  public static final Duration HALT_AFTER = Duration.ofSeconds(3);

  private final BlockingQueue<Map<String, String>> blocks = new LinkedBlockingQueue<>();
  private volatile Runnable parentGone = () -> {};
  private volatile boolean detached;
  private volatile boolean gone;
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
   * that no library and no user code can get between parent and child. What a terminal sends to all
   * processes at once is ignored.
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
   * The parent's pipe under a number of this link's own. User code that closes or reads standard
   * input, and processes that inherit it, then do not touch what the parent says. The number is
   * above those that {@link ProcessBuilder} leaves open in a child.
   */
  private static InputStream privateInput() {
    FileInputStream standard = new FileInputStream(FileDescriptor.in);
    try {
      InputStream own = Files.newInputStream(Path.of("/proc/self/fd/0"));
      standard.close(); // the JDK puts /dev/null in its place, so that no file gets the number
      return own;
    } catch (IOException e) {
      return standard; // no Linux, or no pipe
    }
  }

  /**
   * Ends this process at once, without what is to be done when the parent is gone. The JVM does not
   * end before the threads that wait in a system call have had 300 ms to return: the one that
   * listens to the parent is told to.
   */
  public static void halt(int code) {
    halting = true;
    try (InputStream _ = input) {
      // Closing is enough.
    } catch (IOException e) {
      // It takes longer then.
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }

  /**
   * Waits for the parent's next block. Does not return if the parent is gone: this process ends
   * then.
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

  /** Tells the parent that this child is up. */
  public void ready(Map<String, String> values) {
    send(ChildLine.ready(values));
  }

  /** Tells the parent something more; it hears of the first such message. */
  public void say(Map<String, String> values) {
    send(ChildLine.says(values));
  }

  /** Tells the parent in one sentence why this child cannot go on. */
  public void error(String message) {
    send(ChildLine.error(message));
  }

  /**
   * Sets what to do when the parent is gone or wants this child to end; replaces what was set
   * before. Runs on a thread of this link; the process ends when it returns, or after {@link
   * #HALT_AFTER}.
   */
  public void onParentGone(Runnable action) {
    parentGone = action;
  }

  /**
   * From now on this process outlives its parent. Call it before the parent is told that this child
   * is up: then a parent that is killed earlier takes it along.
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
      // A broken pipe says the same as its end.
    } finally {
      end();
    }
  }

  private void end() {
    gone = true;
    if (halting || detached) {
      return;
    }
    Thread.ofPlatform().daemon().name("baton-parent-link-halt").start(ParentLink::haltLater);
    try {
      parentGone.run();
    } catch (RuntimeException e) {
      System.getLogger(ParentLink.class.getName())
          .log(System.Logger.Level.WARNING, "Ending in order failed", e);
    } finally {
      Runtime.getRuntime().exit(0);
    }
  }

  private static void haltLater() {
    try {
      Thread.sleep(StartCache.endLimit(HALT_AFTER));
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; if somebody does, the time is up.
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }
}
