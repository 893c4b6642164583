package dev.baton.cli.run;

/**
 * Carried by the failure of a job, as a suppressed exception: what to do about it, which is to be
 * said after the failure itself.
 */
public final class ResumeHint extends Exception {

  private static final long serialVersionUID = 1L;

  public ResumeHint(String message) {
    super(message, null, false, false);
  }
}
