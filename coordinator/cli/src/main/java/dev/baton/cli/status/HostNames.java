package dev.baton.cli.status;

import dev.baton.UsageException;
import dev.baton.cli.terminal.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What people call the hosts of a pool: by their own names, and if several agents have the same
 * one, with the agent's process behind it.
 */
public final class HostNames {

  /** More candidates do not help. */
  private static final int MOST_CANDIDATES = 10;

  /** As long as the longest that DNS allows. */
  private static final int LONGEST = 253;

  private HostNames() {}

  /** The names to show for hosts, in their order. */
  static List<String> of(List<Agent> agents) {
    Map<String, Long> sameName =
        agents.stream().collect(Collectors.groupingBy(Agent::name, Collectors.counting()));
    return agents.stream()
        .map(agent -> sameName.getOrDefault(agent.name(), 1L) > 1 ? agent.longName() : agent.name())
        .toList();
  }

  /**
   * A host agent.
   *
   * @param name of its host
   * @param pid its process
   */
  record Agent(String name, long pid) {

    private String longName() {
      return name + ':' + pid;
    }
  }

  /** The name of a host as it is shown. */
  public static String nameOf(HeardHost host, List<HeardHost> all) {
    return of(all.stream().map(HostNames::agent).toList()).get(all.indexOf(host));
  }

  /**
   * The host that somebody means: by its name, or by the beginning of it if no other name begins
   * so.
   *
   * @throws UsageException if there is none, or more than one; with the candidates
   */
  public static HeardHost find(String wanted, List<HeardHost> hosts) {
    List<String> names = of(hosts.stream().map(HostNames::agent).toList());
    Function<List<Integer>, String> list =
        numbers ->
            numbers.stream()
                    .map(names::get)
                    .sorted()
                    .limit(MOST_CANDIDATES)
                    .collect(Collectors.joining(", "))
                + (numbers.size() > MOST_CANDIDATES
                    ? " and " + (numbers.size() - MOST_CANDIDATES) + " more"
                    : "");
    List<Integer> all = new ArrayList<>();
    List<Integer> exact = new ArrayList<>();
    List<Integer> begin = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      all.add(i);
      if (names.get(i).equals(wanted)) {
        exact.add(i);
      } else if (!wanted.isEmpty() && names.get(i).startsWith(wanted)) {
        begin.add(i);
      }
    }
    List<Integer> found = exact.isEmpty() ? begin : exact;
    if (found.size() == 1) {
      return hosts.get(found.getFirst());
    }
    if (found.isEmpty()) {
      throw new UsageException(
          hosts.isEmpty()
              ? "No host has joined this pool, so '" + wanted + "' is none of it."
              : "No host is called '" + wanted + "'. There are: " + list.apply(all) + ".");
    }
    throw new UsageException(
        "'"
            + wanted
            + "' may be any of "
            + found.size()
            + " hosts: "
            + list.apply(found)
            + ". Give more of the name.");
  }

  /** A name as it can be shown: anybody who can write events can claim any name. */
  static String printable(String name) {
    return Printable.of(name, LONGEST);
  }

  private static Agent agent(HeardHost host) {
    return new Agent(printable(host.beat().name()), host.beat().pid());
  }
}
