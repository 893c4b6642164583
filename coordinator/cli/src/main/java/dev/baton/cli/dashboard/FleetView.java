package dev.baton.cli.dashboard;

import dev.baton.wire.HostData;
import dev.baton.wire.WorkerStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Hosts and workers as a page shows them at one moment: sums, and the rows it has room for. */
final class FleetView {

  private static final int MOST_HOSTS = 50;
  private static final int MOST_HOLDERS = 12;

  /** Letters of the map; with more workers it would say nothing. */
  private static final int MOST_ON_MAP = 4_096;

  private static final String OTHER_HOST = "silent";

  private final List<Snapshot.Host> hosts = new ArrayList<>();
  private final List<Snapshot.Worker> workers = new ArrayList<>();
  private final List<Snapshot.Holder> holders = new ArrayList<>();
  private final Map<String, Integer> states = new TreeMap<>();
  private final StringBuilder map = new StringBuilder();

  /**
   * Looks at a fleet.
   *
   * @param evidence where the evidence is of the last death in a place on a host; −1 for none
   * @param problems what speaks against a host
   * @param canDrain whether hosts can be asked to leave
   */
  FleetView(
      Fleet fleet,
      long nowMs,
      BiFunction<Long, Integer, Long> evidence,
      Function<Long, List<String>> problems,
      boolean canDrain) {
    List<Map.Entry<Long, Fleet.Known>> byName = new ArrayList<>(fleet.hosts().entrySet());
    byName.sort(Comparator.comparing(each -> each.getValue().name()));
    for (Map.Entry<Long, Fleet.Known> each : byName) {
      long id = each.getKey();
      Fleet.Known host = each.getValue();
      List<Snapshot.Worker> own =
          host.beat().workers().stream()
              .map(worker -> worker(host, worker, nowMs, evidence.apply(id, worker.number())))
              .sorted(Comparator.comparingInt(Snapshot.Worker::number))
              .toList();
      workers.addAll(own);
      own.forEach(this::count);
      hosts.add(host(id, host, own, nowMs, problems.apply(id), canDrain));
      addHolders(host);
    }
  }

  private void count(Snapshot.Worker worker) {
    states.merge(worker.state(), 1, Integer::sum);
    if (map.length() < MOST_ON_MAP) {
      map.append(worker.state().equals("down") ? 'x' : worker.state().charAt(0));
    }
  }

  private static Snapshot.Worker worker(
      Fleet.Known host, WorkerStatus worker, long nowMs, long evidence) {
    boolean runs = worker.runningTask() >= 0;
    Fleet.Use use = host.use(worker);
    boolean isSilent = host.state(nowMs).equals(OTHER_HOST);
    return new Snapshot.Worker(
        host.name(),
        worker.number(),
        worker.pid(),
        isSilent ? OTHER_HOST : worker.state().name().toLowerCase(Locale.ROOT),
        worker.slots(),
        worker.running(),
        worker.runningTask(),
        runs ? Math.max(0, nowMs - worker.runningSinceMs()) : 0,
        worker.done(),
        worker.failed(),
        roundedIfKnown(use.busy()),
        roundedIfKnown(use.cpu()),
        use.memory(),
        worker.restarts(),
        evidence);
  }

  private static double roundedIfKnown(double value) {
    return value < 0 ? -1 : History.rounded(value);
  }

  private static Snapshot.Host host(
      long id,
      Fleet.Known host,
      List<Snapshot.Worker> workers,
      long nowMs,
      List<String> problems,
      boolean canDrain) {
    String state = host.state(nowMs);
    HostData data = host.beat().data();
    boolean knowsUse = workers.stream().anyMatch(each -> each.cpu() >= 0);
    return new Snapshot.Host(
        Long.toHexString(id),
        host.name(),
        state,
        workers.size(),
        workers.stream().mapToInt(Snapshot.Worker::slots).sum(),
        workers.stream().mapToInt(Snapshot.Worker::running).sum(),
        knowsUse
            ? History.rounded(workers.stream().mapToDouble(each -> Math.max(0, each.cpu())).sum())
            : -1,
        sum(workers, each -> Math.max(0, each.memory())),
        sum(workers, Snapshot.Worker::done),
        sum(workers, Snapshot.Worker::failed),
        sum(workers, Snapshot.Worker::restarts),
        data.usedBytes(),
        data.limitBytes(),
        problems,
        canDrain && state.equals("up"));
  }

  private void addHolders(Fleet.Known host) {
    host.beat()
        .data()
        .holders()
        .forEach(
            holder ->
                holders.add(
                    new Snapshot.Holder(
                        host.name(),
                        process(host, holder.pid()),
                        holder.blobs(),
                        holder.bytes(),
                        holder.leases())));
  }

  private static String process(Fleet.Known host, long pid) {
    return host.beat().workers().stream()
        .filter(worker -> worker.pid() == pid)
        .map(worker -> "worker " + worker.number())
        .findFirst()
        .orElse(host.beat().pid() == pid ? "agent " + pid : "program " + pid);
  }

  /** Those worth a look first. */
  List<Snapshot.Host> hosts() {
    return hosts.stream()
        .sorted(
            Comparator.comparingInt(
                host -> host.problems().isEmpty() && host.state().equals("up") ? 1 : 0))
        .limit(MOST_HOSTS)
        .toList();
  }

  int moreHosts() {
    return Math.max(0, hosts.size() - MOST_HOSTS);
  }

  int slots() {
    return hosts.stream()
        .filter(host -> host.state().equals("up"))
        .mapToInt(Snapshot.Host::slots)
        .sum();
  }

  int running() {
    return hosts.stream().mapToInt(Snapshot.Host::running).sum();
  }

  int workerCount() {
    return workers.size();
  }

  /** The largest first. */
  List<Snapshot.Holder> holders() {
    return holders.stream()
        .sorted(Comparator.comparingLong(Snapshot.Holder::bytes).reversed())
        .limit(MOST_HOLDERS)
        .toList();
  }

  long leases() {
    return holders.stream().mapToLong(Snapshot.Holder::leases).sum();
  }

  /** The workers that a view wants. */
  Snapshot.Workers workers(View view) {
    Predicate<Snapshot.Worker> isWanted =
        worker ->
            worker.host().startsWith(view.host())
                && (view.state().isEmpty() || worker.state().equals(view.state()));
    List<Snapshot.Worker> wanted = new ArrayList<>(workers.stream().filter(isWanted).toList());
    if (view.order() != View.Order.NAME) {
      wanted.sort(Comparator.comparingDouble(by(view.order())).reversed());
    }
    int last = Math.max(0, (wanted.size() - 1) / View.PAGE * View.PAGE);
    int from = Math.min(view.from() / View.PAGE * View.PAGE, last);
    return new Snapshot.Workers(
        wanted.size(),
        from,
        states.entrySet().stream()
            .map(each -> new Snapshot.StateCount(each.getKey(), each.getValue()))
            .toList(),
        map.toString(),
        wanted.subList(from, Math.min(wanted.size(), from + View.PAGE)));
  }

  private static ToDoubleFunction<Snapshot.Worker> by(View.Order order) {
    return switch (order) {
      case NAME -> _ -> 0;
      case TASK -> Snapshot.Worker::taskMs;
      case CPU -> Snapshot.Worker::cpu;
      case MEMORY -> Snapshot.Worker::memory;
      case RESTARTS -> Snapshot.Worker::restarts;
      case FAILED -> Snapshot.Worker::failed;
    };
  }

  private static <T> long sum(List<T> all, ToLongFunction<? super T> value) {
    return all.stream().mapToLong(value).sum();
  }
}
