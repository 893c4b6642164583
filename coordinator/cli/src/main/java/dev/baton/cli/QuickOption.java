package dev.baton.cli;

import picocli.CommandLine.Option;

/** The option of measurements that can also be had in a short form. */
final class QuickOption {

  @Option(
      names = "--quick",
      description = "Fewer and shorter cases: minutes become seconds, and figures rougher.")
  private boolean quick;

  boolean isSet() {
    return quick;
  }
}
