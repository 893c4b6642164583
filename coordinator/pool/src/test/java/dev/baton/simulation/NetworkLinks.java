package dev.baton.simulation;

import dev.baton.link.ResultLink;
import dev.baton.link.TaskLink;
import dev.baton.role.Receiver;
import dev.baton.wire.Address;
import dev.baton.wire.InboxRecord;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.ResultBatch;
import java.time.Duration;

/** The links of one process, over the log and over sockets. */
final class NetworkLinks implements Links {

  private final SimNetwork network;
  private final SimSockets sockets;
  private final SimProcess process;
  private final long coordinator;
  private final Address ownOnLog;

  NetworkLinks(
      SimNetwork network,
      SimSockets sockets,
      SimProcess process,
      long coordinator,
      Address ownOnLog) {
    this.network = network;
    this.sockets = sockets;
    this.process = process;
    this.coordinator = coordinator;
    this.ownOnLog = ownOnLog;
  }

  @Override
  public boolean reachWorker(Address inbox) {
    return inbox instanceof Address.OnSocket || SimNetwork.hasPartition(inbox);
  }

  @Override
  public boolean reachCoordinator(Address address) {
    return address instanceof Address.OnConnection || SimNetwork.hasPartition(address);
  }

  @Override
  public Address resultsFrom(Address inbox) {
    return inbox instanceof Address.OnSocket ? new Address.OnConnection(coordinator) : ownOnLog;
  }

  @Override
  public TaskLink toWorker(Address inbox) {
    return inbox instanceof Address.OnSocket(String file)
        ? task -> sockets.sendTask(process, coordinator, file, task)
        : task -> network.sendTask(process, inbox, task);
  }

  @Override
  public ResultLink toCoordinator(Address address) {
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
