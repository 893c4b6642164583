package dev.baton.wire;

/** What a coordinator writes down about its job, so that another one can go on with it. */
public sealed interface JournalRecord extends WireRecord permits JobStarted, JobEnded {

  /** The job that the record is about. */
  String jobId();
}
