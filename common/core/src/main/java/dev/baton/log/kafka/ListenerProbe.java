package dev.baton.log.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Finds out what listens at an address that no Kafka client could use: a client that speaks TLS to
 * a listener without it, or the reverse, is told nothing and tries until its time is up.
 */
final class ListenerProbe {

  /** What listens. */
  enum Found {
    /** Nobody accepts connections. */
    NOBODY,
    /** Something that speaks TLS. */
    TLS,
    /** Something that accepts connections and does not speak TLS. */
    NO_TLS,
    /** Something that accepts connections and says nothing. */
    UNKNOWN
  }

  private static final Pattern ADDRESS = Pattern.compile("\\[?([^\\[\\],]+)]?:(\\d+)");

  private ListenerProbe() {}

  /**
   * Tries the addresses until one accepts a connection.
   *
   * @param servers as in {@code bootstrap.servers}
   * @param limit how long each step of each address may take
   */
  static Found look(String servers, Duration limit) {
    Matcher address = ADDRESS.matcher(servers);
    Found found = Found.NOBODY;
    while (found == Found.NOBODY && address.find()) {
      found = look(address.group(1), Integer.parseInt(address.group(2)), limit);
    }
    return found;
  }

  private static Found look(String host, int port, Duration limit) {
    int limitMs = Math.toIntExact(limit.toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), limitMs);
      socket.setSoTimeout(limitMs);
      return handshake(socket, host, port);
    } catch (IOException | IllegalArgumentException e) {
      return Found.NOBODY;
    }
  }

  private static Found handshake(Socket socket, String host, int port) {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (SSLSocket tls = (SSLSocket) factory.createSocket(socket, host, port, false)) {
      tls.startHandshake();
      return Found.TLS;
    } catch (SSLException e) {
      return isOfATlsPeer(e) ? Found.TLS : Found.NO_TLS;
    } catch (IOException e) {
      return Found.UNKNOWN; // silent
    }
  }

  /** A peer that shows a certificate, or refuses ours with an alert, speaks TLS. */
  private static boolean isOfATlsPeer(SSLException e) {
    if (String.valueOf(e.getMessage()).contains("fatal alert")) {
      return true;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }
}
