package dev.baton.wire;

/**
 * What hosts and coordinators tell everybody on the events channel, whose one order all of them
 * see.
 */
public sealed interface Event extends WireRecord
    permits Claim, HostBeat, HostDown, WorkerUp, WorkerDown, WhoIsThere, JobBeat {}
