package dev.baton.cli;

/**
 * Carried by the failure of a job, as a suppressed exception: what to do about it, which is to be
 * said after the failure itself.
 */
final class ResumeHint extends Exception {

  private static final long serialVersionUID = 1L;

  ResumeHint(String message) {
    super(message, null, false, false);
  }
}
