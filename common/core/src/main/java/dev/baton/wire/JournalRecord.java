package dev.baton.wire;

/** What a coordinator records about its job, so that another one can resume it. */
public sealed interface JournalRecord extends WireRecord permits JobStarted, JobEnded {

  /** The job that the record is about. */
  String jobId();
}
