package dev.baton.simulation;

import dev.baton.link.ResultLink;
import dev.baton.link.TaskLink;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The links of one process, over the log and over sockets. */
final class NetworkLinks implements Links {

  private final SimNetwork network;
  private final SimSockets sockets;
  private final SimProcess process;
  private final long coordinator;
  private final Address.OnLog ownOnLog;

  NetworkLinks(
      SimNetwork network,
      SimSockets sockets,
      SimProcess process,
      long coordinator,
      Address.OnLog ownOnLog) {
    this.network = network;
    this.sockets = sockets;
    this.process = process;
    this.coordinator = coordinator;
    this.ownOnLog = ownOnLog;
  }

  /** A coordinator is on the host of every other worker, as it were. */
  @Override
  public @Nullable Address choose(long host, Address inbox) {
    if (inbox instanceof Address.OnBoth(Address.OnLog onLog, Address onHost)) {
      return choose(host, (host & 1) == (coordinator & 1) ? onHost : onLog);
    }
    return inbox instanceof Address.OnSocket || SimNetwork.hasPartition(inbox) ? inbox : null;
  }

  @Override
  public boolean reachCoordinator(Address address) {
    return address instanceof Address.OnConnection
        || address instanceof Address.OnBoth
        || SimNetwork.hasPartition(address);
  }

  /** Of those over sockets, some coordinators have copies on the log. */
  @Override
  public Address resultsFrom(Address inbox) {
    if (!(inbox instanceof Address.OnSocket)) {
      return ownOnLog;
    }
    Address onConnection = new Address.OnConnection(coordinator);
    return (coordinator & 2) == 0 ? new Address.OnBoth(ownOnLog, onConnection) : onConnection;
  }

  @Override
  public TaskLink toWorker(Address inbox) {
    return inbox instanceof Address.OnSocket(String file)
        ? task -> sockets.sendTask(process, coordinator, file, task)
        : task -> network.sendTask(process, inbox, task);
  }

  @Override
  public ResultLink toCoordinator(Address address) {
    if (address instanceof Address.OnBoth(Address.OnLog onLog, Address onHost)) {
      return batch -> {
        toCoordinator(onHost).send(batch);
        toCoordinator(onLog).send(batch);
      };
    }
    return address instanceof Address.OnConnection(long to)
        ? batch -> sockets.sendResults(process, to, batch)
        : batch -> network.sendResults(process, address, batch);
  }

  @Override
  public Receiver<InboxRecord> inbox(Address own) {
    throw new UnsupportedOperationException("a process is given its records");
  }

  @Override
  public Receiver<ResultBatch> results() {
    throw new UnsupportedOperationException("a process is given its records");
  }

  @Override
  public boolean hasMoreFrom(long incarnation) {
    return sockets.isConnected(coordinator, incarnation);
  }

  @Override
  public void flush(Duration limit) {
    throw new UnsupportedOperationException("nothing is ever held back");
  }

  @Override
  public PayloadLimit limit() {
    return PayloadLimit.ofRecords(SimNetwork.MAX_RECORD);
  }
}
