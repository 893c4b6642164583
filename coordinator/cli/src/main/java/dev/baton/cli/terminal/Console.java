package dev.baton.cli.terminal;

import dev.baton.cli.log.MessageStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Where a command prints: results to {@code out}, everything else to {@code err}.
 *
 * @param out the result and nothing else; always UTF-8, because jobs' results are
 * @param err progress, remarks, advice and errors, in the terminal's own character set, or a log
 * @param outIsTerminal whether a person sees {@code out}
 * @param errIsTerminal whether {@code err} leads to a person
 * @param colours where the output has colours
 */
public record Console(
    ResultStream out,
    MessageStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Colours colours) {

  /** The console of this process, whose libraries print to it, too. */
  public static Console ofProcess() {
    boolean outIsTerminal = Terminal.isTerminal(1);
    MessageStream err =
        new MessageStream(new FileOutputStream(FileDescriptor.err), System.err.charset());
    System.setErr(err);
    return new Console(
        new ResultStream(new FileOutputStream(FileDescriptor.out), outIsTerminal),
        err,
        outIsTerminal,
        Terminal.isTerminal(2),
        Colours.wanted(System::getenv));
  }

  /** A console that nobody sees. */
  public static Console nowhere() {
    return new Console(
        new ResultStream(OutputStream.nullOutputStream(), false),
        new MessageStream(OutputStream.nullOutputStream(), StandardCharsets.UTF_8),
        false,
        false,
        Colours.NEVER);
  }

  /** Whether a person sees {@code err} as it is printed. */
  @Override
  public boolean errIsTerminal() {
    return errIsTerminal && !err.isLog();
  }

  /** Whether {@code out} has colours. */
  public boolean outHasColours() {
    return colours.on(outIsTerminal);
  }

  /** Whether {@code err} has colours. */
  public boolean errHasColours() {
    return !err.isLog() && colours.on(errIsTerminal);
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
