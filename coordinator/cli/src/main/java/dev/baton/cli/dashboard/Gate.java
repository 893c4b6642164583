package dev.baton.cli.dashboard;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.baton.cli.web.WebServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests are answered. Three things have to be right:
 *
 * <ul>
 *   <li>the token, without which there is nothing to see;
 *   <li>the host that the browser thinks it talks to, as another site's name may lead here (DNS
 *       rebinding);
 *   <li>for what changes something, the page that it comes from, which must be this server's: the
 *       token in a header, which no other site's page can set.
 * </ul>
 */
final class Gate {

  private final AccessToken token;

  /** Null if the server listens on all addresses, whose names nobody knows. */
  private final @Nullable Set<String> names;

  /**
   * A gate.
   *
   * @param server whose gate it is
   * @param name what the user called its address; null for nothing
   */
  Gate(AccessToken token, WebServer server, @Nullable String name) {
    this.token = token;
    this.names = server.address().isAnyLocalAddress() ? null : names(server, name);
  }

  private static Set<String> names(WebServer server, @Nullable String name) {
    Set<String> names = new HashSet<>();
    names.add(hostOf(server.uri("/").toString()));
    if (name != null) {
      names.add(name.toLowerCase(Locale.ROOT));
    }
    if (server.address().isLoopbackAddress()) {
      names.addAll(Set.of("localhost", "127.0.0.1", "[::1]"));
    }
    return names;
  }

  /** Answers a request that is not in order; returns whether it has. */
  boolean refuses(HttpExchange exchange, Map<String, String> parameters) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    String host = hostOf("http://" + headers.getFirst("Host") + "/");
    if (names != null && !names.contains(host)) {
      return refuse(exchange, HttpURLConnection.HTTP_FORBIDDEN, "not the name of this server");
    }
    boolean changes = exchange.getRequestMethod().equals("POST");
    boolean isKnown =
        token.isIn(headers.getFirst("Authorization"))
            || (!changes && token.is(parameters.get("token")));
    if (!isKnown) {
      return refuse(
          exchange,
          HttpURLConnection.HTTP_UNAUTHORIZED,
          "the token is missing or wrong: use the address that baton printed");
    }
    if (changes && !isOfThisSite(headers)) {
      return refuse(exchange, HttpURLConnection.HTTP_FORBIDDEN, "not from this server's page");
    }
    return false;
  }

  private static boolean isOfThisSite(Headers headers) {
    String site = headers.getFirst("Sec-Fetch-Site");
    String origin = headers.getFirst("Origin");
    return (site == null || site.equals("same-origin"))
        && (origin == null || origin.equals("http://" + headers.getFirst("Host")));
  }

  private static boolean refuse(HttpExchange exchange, int status, String why) throws IOException {
    if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
    }
    WebServer.send(exchange, status, WebServer.TEXT, why + "\n");
    return true;
  }

  private static String hostOf(String uri) {
    try {
      return String.valueOf(URI.create(uri).getHost()).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
