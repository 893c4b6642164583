package dev.baton.wire;

/**
 * What hosts and coordinators publish on the events channel, whose order is the same for all
 * readers.
 */
public sealed interface Event extends WireRecord
    permits Claim,
        HostBeat,
        DrainHost,
        HostDrained,
        HostDown,
        WorkerUp,
        WorkerDown,
        WorkersWanted,
        WhoIsThere,
        JobBeat,
        CancelJob,
        ExcludedHosts,
        CopyOffer,
        CopyReport,
        CopyRelease,
        CopyLease {}
