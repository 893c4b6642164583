package dev.baton.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The cable between a host and the switch: a pair of virtual interfaces. It ends with the
 * namespaces of its ends.
 */
final class VethLink {

  private static final String IN_HOST = "eth0";

  private final Namespace host;
  private final Namespace network;
  private final String port;

  private VethLink(Namespace host, Namespace network, String port) {
    this.host = host;
    this.network = network;
    this.port = port;
  }

  /**
   * Connects a host.
   *
   * @param bridge the switch, in the namespace {@code network}
   * @param address of the host, with the length of its network's prefix
   */
  static VethLink connect(Namespace host, Namespace network, String bridge, String address) {
    VethLink link = new VethLink(host, network, "to-" + host.name());
    network.run(
        "ip",
        "link",
        "add",
        link.port,
        "type",
        "veth",
        "peer",
        "name",
        IN_HOST,
        "netns",
        Long.toString(host.pid()));
    link.plugInto(bridge);
    host.run("ip", "addr", "add", address, "dev", IN_HOST);
    host.run("ip", "link", "set", IN_HOST, "up");
    link.up();
    return link;
  }

  /** Plugs the cable into a switch of the network's, and out of the one where it was. */
  void plugInto(String bridge) {
    network.run("ip", "link", "set", port, "master", bridge);
  }

  /** Plugs the cable in. */
  void up() {
    network.run("ip", "link", "set", port, "up");
  }

  /** Pulls the cable out: packets are lost in both directions, and nobody is told. */
  void down() {
    network.run("ip", "link", "set", port, "down");
  }

  /** How many bytes have reached the host. */
  long receivedBytes() {
    return bytes("rx");
  }

  /** How many bytes the host has sent. */
  long sentBytes() {
    return bytes("tx");
  }

  private long bytes(String direction) {
    try {
      JsonNode links =
          new ObjectMapper().readTree(host.run("ip", "-s", "-j", "link", "show", "dev", IN_HOST));
      JsonNode bytes = links.at("/0/stats64/" + direction + "/bytes");
      if (!bytes.isNumber()) {
        throw new AssertionError("ip tells no bytes: " + links);
      }
      return bytes.asLong();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
