package dev.baton.pool.engine;

import dev.baton.PoolEvent;
import dev.baton.Transport;
import dev.baton.collect.HostTracker;
import dev.baton.collect.ResultCollector;
import dev.baton.collect.ResultIntake;
import dev.baton.collect.Tally;
import dev.baton.dispatch.BatchHeader;
import dev.baton.dispatch.DataPlacement;
import dev.baton.dispatch.Dispatcher;
import dev.baton.dispatch.EventTeller;
import dev.baton.dispatch.HostHealth;
import dev.baton.dispatch.Pace;
import dev.baton.dispatch.Roster;
import dev.baton.ledger.Ledger;
import dev.baton.link.CoordinatorLinks;
import dev.baton.role.Clock;
import dev.baton.wire.ExcludedHosts;
import dev.baton.wire.PayloadLimit;
import dev.baton.wire.WorkersWanted;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A coordinator without its threads: tasks wait in the {@link Ledger}, the {@link Dispatcher} sends
 * them to the workers of the {@link Roster}, the {@link ResultCollector} brings their results back,
 * and the {@link HostTracker} takes back the tasks of lost workers.
 */
public final class CoordinatorCore {

  /** Events to which the threads must react. */
  public interface Listener {

    /** {@link #dispatcher} has work. Called from any thread. */
    void workToDispatch();

    /** The same, but it is worth waiting a moment for more. */
    void workToGather();

    /** A host is asked to start workers. */
    void workersWanted(WorkersWanted request);

    /** Another process asks who is there. */
    void asked();

    /** A host has gone, or is back; or it is excluded, as tasks fail there, or no longer. */
    void hostNotice(String notice);
  }

  private final Pace pace;
  private final HostHealth health;
  private final CountedLinks links;
  private final Dispatcher dispatcher;
  private final ResultCollector results;
  private final HostTracker hosts;
  private final Clock clock;

  /**
   * Creates a coordinator that knows no workers yet.
   *
   * @param limit the size limit of a record's payloads
   * @param data where the data of tasks is
   * @param intake takes over the data that comes with a result
   */
  public CoordinatorCore(
      BatchHeader header,
      Ledger ledger,
      Roster roster,
      Tally tally,
      CoordinatorLinks links,
      PayloadLimit limit,
      Clock clock,
      DataPlacement data,
      ResultIntake intake,
      Listener listener) {
    this.clock = clock;
    pace = new Pace(header.linger());
    health = new HostHealth(roster, clock, listener::hostNotice);
    this.links = new CountedLinks(links::toWorker);
    dispatcher =
        new Dispatcher(
            header,
            ledger,
            roster,
            pace,
            health,
            data,
            this.links,
            limit,
            clock,
            listener::workersWanted,
            listener::workToDispatch,
            listener::workToGather);
    results =
        new ResultCollector(
            header.coordinator(),
            ledger,
            roster,
            pace,
            health,
            tally,
            clock,
            intake,
            superfluous -> dispatcher.cancel(superfluous, true),
            dispatcher::wake);
    hosts =
        new HostTracker(
            ledger,
            roster,
            links::choose,
            links::hasMoreFrom,
            data::accept,
            listener::asked,
            dispatcher::wake,
            listener::hostNotice);
  }

  /**
   * Has everything that happens to attempts and workers told. Call it before any role works.
   *
   * @param events called from the threads of all roles, without any lock
   */
  public void tell(Consumer<? super PoolEvent> events) {
    EventTeller teller = new EventTeller(events, clock);
    dispatcher.tell(teller);
    results.tell(teller);
    hosts.tell(teller);
  }

  /** The hosts that get no tasks now, and why. */
  public List<ExcludedHosts.Host> excludedHosts() {
    return health.excluded();
  }

  /** How many tasks each kind of link has carried, counting each attempt. */
  public Map<Transport, Long> sent() {
    return links.sent();
  }

  public Pace pace() {
    return pace;
  }

  public Dispatcher dispatcher() {
    return dispatcher;
  }

  public ResultCollector results() {
    return results;
  }

  public HostTracker hosts() {
    return hosts;
  }
}
