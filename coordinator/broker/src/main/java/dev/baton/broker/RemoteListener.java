package dev.baton.broker;

import dev.baton.UsageException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker listens for other hosts, beside the loopback interface.
 *
 * @param host the name or address of the interface; {@code 0.0.0.0} or {@code ::} for all
 * @param port the port; 0 takes a free one
 * @param advertisedHost the name or address by which other hosts reach it
 * @param tls whether connections are encrypted
 */
public record RemoteListener(String host, int port, String advertisedHost, boolean tls) {

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)(?::(\\d{1,5}))?");

  /**
   * Reads what was typed.
   *
   * @param listen {@code HOST[:PORT]}
   * @param advertised the host that others use; null for the same
   * @param defaultPort the port if none was typed
   * @throws UsageException if it is not an address, or others could not use it
   */
  public static RemoteListener parse(
      String listen, @Nullable String advertised, int defaultPort, boolean tls) {
    Matcher address = ADDRESS.matcher(listen);
    if (!address.matches()) {
      throw new UsageException(
          "'" + listen + "' is not HOST or HOST:PORT, such as 192.0.2.1:9093 (--listen).");
    }
    String host = address.group(1).replaceAll("[\\[\\]]", "");
    int port = address.group(2) == null ? defaultPort : Integer.parseInt(address.group(2));
    if (port > BrokerConfig.LARGEST_PORT) {
      throw new UsageException("'" + listen + "' has no port from 1 to 65535 (--listen).");
    }
    if (advertised == null && isEverywhere(host)) {
      throw new UsageException(
          host
              + " means all interfaces, and is not an address that other hosts could use: say with"
              + " --advertise HOST how they reach this machine.");
    }
    return new RemoteListener(host, port, advertised == null ? host : advertised, tls);
  }

  private static boolean isEverywhere(String host) {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  /** A host in an address: IPv6 needs brackets. */
  static String inAddress(String host, int port) {
    return (host.contains(":") ? '[' + host + ']' : host) + ':' + port;
  }

  void addTo(Map<String, String> block) {
    block.put("remoteHost", host);
    block.put("remotePort", Integer.toString(port));
    block.put("advertisedHost", advertisedHost);
    block.put("tls", Boolean.toString(tls));
  }

  static @Nullable RemoteListener of(Map<String, String> block) {
    @Nullable String host = block.get("remoteHost");
    return host == null
        ? null
        : new RemoteListener(
            host,
            Integer.parseInt(block.getOrDefault("remotePort", "0")),
            block.getOrDefault("advertisedHost", host),
            Boolean.parseBoolean(block.get("tls")));
  }
}
