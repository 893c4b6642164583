package dev.baton.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Where a command prints: results to {@code out}, everything else to {@code err}.
 *
 * @param out the result and nothing else; always UTF-8, because jobs' results are
 * @param err progress, remarks, advice and errors, in the terminal's own character set
 * @param outIsTerminal whether a person sees {@code out}
 * @param errIsTerminal whether a person sees {@code err}
 * @param colours whether escape sequences may be used where a person looks
 */
public record Console(
    ResultStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean colours) {

  /** The console of this process. */
  public static Console ofProcess() {
    boolean outIsTerminal = Terminal.isTerminal(1);
    return new Console(
        new ResultStream(new FileOutputStream(FileDescriptor.out), outIsTerminal),
        System.err,
        outIsTerminal,
        Terminal.isTerminal(2),
        System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM")));
  }

  /** Whether a person would have to type what is read from standard input. */
  public boolean inIsTerminal() {
    return Terminal.isTerminal(0);
  }

  /** Whether {@code err} can show more than ASCII. */
  boolean errIsUnicode() {
    Charset charset = err.charset();
    return charset.equals(StandardCharsets.UTF_8);
  }
}
