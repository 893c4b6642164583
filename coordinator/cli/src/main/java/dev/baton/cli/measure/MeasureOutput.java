package dev.baton.cli.measure;

import dev.baton.cli.terminal.JsonFile;
import dev.baton.cli.terminal.OutputFile;
import dev.baton.cli.terminal.Version;
import dev.baton.measure.Case;
import dev.baton.measure.Section;
import dev.baton.measure.ThisMachine;
import dev.baton.measure.report.CaseFigures;
import dev.baton.measure.report.HtmlReport;
import dev.baton.measure.report.MeasureReport;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a measurement's figures go, besides the terminal. */
final class MeasureOutput {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Also write the figures to this file, as a JSON list with an object for each case.")
  private @Nullable Path json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write a self-contained page with charts to this file.")
  private @Nullable Path html;

  /**
   * Writes what the user asked for.
   *
   * @throws dev.baton.EnvironmentException naming the file that cannot be written
   */
  void write(List<Chapter> chapters) {
    String machine = ThisMachine.describe();
    String version = Version.number();
    List<MeasureReport.Chapter> told =
        chapters.stream().map(chapter -> chapter.told(machine, version)).toList();
    if (json != null) {
      JsonFile.write(
          json, "figures", told.stream().flatMap(chapter -> chapter.cases().stream()).toList());
    }
    if (html != null) {
      String now = ZonedDateTime.now(ZoneId.systemDefault()).format(DAY);
      MeasureReport report = new MeasureReport(commandLine(), now, machine, version, told);
      OutputFile.write(html, "report", HtmlReport.of(report));
    }
  }

  /** A measurement that was made. */
  record Chapter(String measurement, Section section, List<Case> cases) {

    private MeasureReport.Chapter told(String machine, String version) {
      return new MeasureReport.Chapter(
          measurement,
          section,
          cases.stream().map(each -> CaseFigures.of(each, machine, version)).toList());
    }
  }

  private String commandLine() {
    if (command == null) {
      return "baton measure";
    }
    List<String> words = new ArrayList<>();
    words.add(command.name());
    words.addAll(command.commandLine().getParseResult().originalArgs());
    return String.join(" ", words);
  }
}
