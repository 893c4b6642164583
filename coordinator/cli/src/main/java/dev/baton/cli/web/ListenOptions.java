package dev.baton.cli.web;

import dev.baton.EnvironmentException;
import dev.baton.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two options that say where something is served.
 *
 * @param what is served, as the object of a sentence
 * @param portOption the name of the option for the port
 * @param hostOption the name of the option for the address
 */
public record ListenOptions(String what, String portOption, String hostOption) {

  private static final int LAST_PORT = 65_535;

  /** What was typed, as arguments. */
  public List<String> asArguments(@Nullable Integer port, @Nullable String host) {
    List<String> arguments = new ArrayList<>();
    if (port != null) {
      arguments.add(portOption + "=" + port);
    }
    if (host != null) {
      arguments.add(hostOption + "=" + host);
    }
    return arguments;
  }

  /**
   * Takes the address: that of the loopback interface unless {@code host} says something else.
   *
   * @param port 0 for a free one
   * @throws UsageException naming the option that makes no sense
   * @throws EnvironmentException if the address cannot be used
   */
  public WebServer listen(int port, @Nullable String host) {
    if (port < 0 || port > LAST_PORT) {
      throw new UsageException(
          portOption + " " + port + " is not a number from 0 to " + LAST_PORT + ".");
    }
    InetAddress address = address(host);
    try {
      return WebServer.at(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw new EnvironmentException(
          "Cannot serve %s at %s port %d: %s. Choose another %s, or 0 for a free one."
              .formatted(what, address.getHostAddress(), port, e.getMessage(), portOption),
          e);
    }
  }

  private InetAddress address(@Nullable String host) {
    try {
      return host == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new UsageException(
          "'" + host + "' is not an address of this machine (" + hostOption + ").", e);
    }
  }
}
