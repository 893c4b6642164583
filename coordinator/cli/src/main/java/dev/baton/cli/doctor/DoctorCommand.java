package dev.baton.cli.doctor;

import dev.baton.cli.doctor.Check.Finding;
import dev.baton.cli.terminal.Console;
import dev.baton.cli.terminal.ExitCode;
import dev.baton.process.JvmFlags;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code baton doctor}: looks at the machine and says what to change. */
@Command(description = "Checks whether this machine can run Baton well, and says what to change.")
public final class DoctorCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--jvm-flags",
      description = "Print the JVM flags of each process that opens a host store, one per line.")
  private boolean jvmFlags;

  @Option(
      names = "--clean",
      description = "Remove what killed processes left in shared memory and in the temp directory.")
  private boolean clean;

  public DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (jvmFlags) {
      JvmFlags.sharedMemory().forEach(console.out()::println);
      return ExitCode.DONE;
    }
    List<Finding> findings = MachineChecks.all(clean).stream().map(Check::look).toList();
    boolean colours = console.outHasColours();
    for (Finding finding : findings) {
      console.out().println(finding.line(colours));
      if (!finding.advice().isEmpty()) {
        console.out().println("      " + finding.advice());
      }
    }
    boolean failed = findings.stream().anyMatch(finding -> finding.level() == Check.Level.FAIL);
    boolean warned = findings.stream().anyMatch(finding -> finding.level() == Check.Level.WARN);
    console.out().println();
    console
        .out()
        .println(
            failed
                ? "Baton will not work here until what failed is changed."
                : warned ? "Baton works here; the warnings say what would help." : "All is well.");
    return failed ? ExitCode.ENVIRONMENT : ExitCode.DONE;
  }
}
