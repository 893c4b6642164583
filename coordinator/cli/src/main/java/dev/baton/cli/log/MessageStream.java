package dev.baton.cli.log;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Standard error: messages for people, which a command line may want to have as a log. Thread-safe
 * as every {@link PrintStream}.
 */
public final class MessageStream extends PrintStream {

  private final MessageOutput output;

  /** A stream of messages for people, in their terminal's character set. */
  public MessageStream(OutputStream people, Charset charset) {
    this(new MessageOutput(people, charset), charset);
  }

  private MessageStream(MessageOutput output, Charset charset) {
    super(output, true, charset);
    this.output = output;
  }

  /**
   * Has everything that is printed from now on in a log as well, or, without a file, only there.
   *
   * @param file to whose end it is written; null for standard error
   * @throws IOException if the file cannot be opened; then nothing has changed
   */
  public void log(LogFormat format, @Nullable Path file, LogSource source) throws IOException {
    LogLayout layout = format.layout(source);
    Clock clock = Clock.systemUTC();
    output.begin(
        file == null
            ? Log.instead(layout, clock, output.people())
            : Log.into(file, layout, clock, this::tell));
  }

  /** Where standard error leads, past any log: for what other programs write. */
  public PrintStream beside() {
    return new PrintStream(output.people(), true, charset());
  }

  /** Whether what is printed is a log, and not for people. */
  public boolean isLog() {
    return output.isLog();
  }

  /** Prints an error, of one or more whole lines with their ends; a log has it as one entry. */
  public void error(String text) {
    try {
      output.error(text);
    } catch (IOException e) {
      setError();
    }
  }

  /** Ends the log, if there is one. */
  public void endLog() {
    output.end();
  }

  private void tell(String line) {
    try {
      output.people().write((line + System.lineSeparator()).getBytes(charset()));
    } catch (IOException e) {
      setError();
    }
  }
}
