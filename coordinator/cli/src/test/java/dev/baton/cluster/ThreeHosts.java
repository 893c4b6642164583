package dev.baton.cluster;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.baton.process.JvmCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster: a broker and coordinators on the first host, workers on the two others, and a switch
 * between them.
 */
final class ThreeHosts implements AutoCloseable {

  private static final String SWITCH = "switch0";
  private static final String FAR_SWITCH = "switch1";

  private final Namespace network;
  private final List<ClusterHost> hosts;
  private final PlainBroker broker;
  private @Nullable HostProcess cable;

  private ThreeHosts(Namespace network, List<ClusterHost> hosts, PlainBroker broker) {
    this.network = network;
    this.hosts = hosts;
    this.broker = broker;
  }

  /** Makes them; the test is skipped where that is not allowed. */
  @SuppressWarnings("try") // closed by the caller, or here if it fails half way
  static ThreeHosts create(Path folder) {
    assumeThat(Namespace.obstacle())
        .as("network namespaces can be made here; they need root and the tools of Linux")
        .isEmpty();
    Namespace network = Namespace.create("network", folder);
    List<ClusterHost> hosts = new ArrayList<>();
    try {
      network.run("ip", "link", "add", SWITCH, "type", "bridge");
      network.run("ip", "link", "set", SWITCH, "up");
      for (String name : List.of("head", "left", "right")) {
        hosts.add(host(name, "10.77.0." + (hosts.size() + 1), network, folder));
      }
      return new ThreeHosts(network, hosts, PlainBroker.start(hosts.getFirst()));
    } catch (RuntimeException | Error e) {
      hosts.forEach(ClusterHost::close);
      network.close();
      throw e;
    }
  }

  private static ClusterHost host(String name, String address, Namespace network, Path folder) {
    Namespace namespace = Namespace.create(name, folder);
    try {
      VethLink link = VethLink.connect(namespace, network, SWITCH, address + "/24");
      return new ClusterHost(namespace, address, link, folder.resolve(name));
    } catch (RuntimeException | Error e) {
      namespace.close();
      throw e;
    }
  }

  /** The host of the broker and the coordinators. */
  ClusterHost head() {
    return hosts.get(0);
  }

  /** A host of workers. */
  ClusterHost left() {
    return hosts.get(1);
  }

  /** The other host of workers. */
  ClusterHost right() {
    return hosts.get(2);
  }

  PlainBroker broker() {
    return broker;
  }

  /** Starts two workers on a host; returns once they have joined. */
  HostProcess startWorkers(ClusterHost host) {
    return host.baton("worker", "--bootstrap", broker.address(), "--workers=2")
        .awaitPrinted("2 workers joined");
  }

  /**
   * Moves the first host far away: all that it sends and gets goes through a {@link BadCable}.
   *
   * <p>Returns what stands for the cable.
   *
   * @param delayMs of each direction
   * @param lostOfThousand how many of a thousand frames get lost
   */
  HostProcess moveHeadAway(int delayMs, int lostOfThousand) {
    List<String> words =
        List.of(
            JvmCommand.javaProgram().toString(),
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            BadCable.class.getName(),
            "near",
            "far",
            Integer.toString(delayMs),
            Integer.toString(lostOfThousand));
    HostProcess program = HostProcess.start(network.command(words), head().folder());
    cable = program.awaitPrinted("ready");
    network.run("ip", "link", "add", FAR_SWITCH, "type", "bridge");
    network.run("ip", "link", "set", FAR_SWITCH, "up");
    network.run("ip", "link", "set", "near", "master", SWITCH, "up");
    network.run("ip", "link", "set", "far", "master", FAR_SWITCH, "up");
    head().link().plugInto(FAR_SWITCH);
    return program;
  }

  /** Nothing of it is left: no process, no interface, no memory. */
  @Override
  public void close() {
    hosts.reversed().forEach(ClusterHost::close);
    if (cable != null) {
      cable.close();
    }
    network.close();
  }
}
