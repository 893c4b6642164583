package dev.baton.cli.command;

import picocli.CommandLine.Option;

/** The option of measurements that can also be had in a short form. */
public final class QuickOption {

  @Option(
      names = "--quick",
      description = "Fewer and shorter cases: seconds instead of minutes, and rougher figures.")
  private boolean quick;

  public boolean isSet() {
    return quick;
  }
}
