package dev.baton.cli.command;

import picocli.CommandLine.Option;

/** {@code --help}, alike in every command. */
final class HelpOption {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean asked;
}
