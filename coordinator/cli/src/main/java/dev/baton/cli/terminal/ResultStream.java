package dev.baton.cli.terminal;

import dev.baton.EnvironmentException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The stream that carries results. Thread-safe as every {@link PrintStream}.
 *
 * <p>A plain {@code PrintStream} swallows failures, so that {@code baton run … | head} would work
 * on for nobody, and a full disk would look like success. This one throws: {@link
 * ClosedPipeException} when the reader has gone, {@link WriteException} for the rest.
 */
public final class ResultStream extends PrintStream {

  private static final int BUFFER_BYTES = 1 << 16;

  /** Whoever read the results has gone, as {@code head} does when it has enough. */
  public static final class ClosedPipeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClosedPipeException(IOException cause) {
      super("The reader of the result has gone.", cause);
    }
  }

  /** The result cannot be written, as on a disk that is full. */
  public static final class WriteException extends EnvironmentException {
    private static final long serialVersionUID = 1L;

    public WriteException(IOException cause) {
      super("Cannot write the result: " + cause.getMessage() + ".", cause);
    }
  }

  private final ThrowingOutput target;

  public ResultStream(OutputStream target, boolean flushEachLine) {
    this(new ThrowingOutput(target), flushEachLine);
  }

  private ResultStream(ThrowingOutput target, boolean flushEachLine) {
    super(new BufferedOutputStream(target, BUFFER_BYTES), flushEachLine, StandardCharsets.UTF_8);
    this.target = target;
  }

  /** Has {@code action} run before bytes reach the target, so that a progress bar can make room. */
  public void beforeWrite(Runnable action) {
    target.beforeWrite = action;
  }

  /** Has all that is written from now on copied there first. */
  public void copyTo(KeptResult copy) {
    target.copy = copy;
  }

  private static final class ThrowingOutput extends OutputStream {
    private final OutputStream target;
    private volatile Runnable beforeWrite = () -> {};
    private volatile @Nullable KeptResult copy;

    ThrowingOutput(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      beforeWrite.run();
      KeptResult kept = copy;
      if (kept != null) {
        kept.add(bytes, offset, length);
      }
      try {
        target.write(bytes, offset, length);
      } catch (IOException e) {
        throw explained(e);
      }
    }

    @Override
    public void flush() {
      try {
        target.flush();
      } catch (IOException e) {
        throw explained(e);
      }
    }

    private static RuntimeException explained(IOException e) {
      String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      boolean closed = message.contains("broken pipe") || message.contains("connection reset");
      return closed ? new ClosedPipeException(e) : new WriteException(e);
    }
  }
}
