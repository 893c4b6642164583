package dev.baton.codec.graph;

import java.io.File;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Names of files and of places in networks. */
@SuppressWarnings({"AddressSelection", "deprecation"})
final class NetAndFileMakers {

  private NetAndFileMakers() {}

  static void addTo(Makers to) {
    to.key(
        "URI",
        source ->
            source.oneOf(
                URI.create("http://a.b/c%20d?e=f#g"), URI.create(""), URI.create("mailto:a@b.c")));
    // No key: equals() of a URL asks a name server.
    to.value(
        "URL",
        source ->
            source.oneOf(
                new URL("http://a.invalid:81/c%20d?e=f#g"),
                new URL("file:/with space/ä|x"),
                new URL("http://user:word@[::1]/"),
                new URL("jar:file:/a b.jar!/c")));
    to.key("Inet4Address", source -> InetAddress.getByAddress(address(source, 4)));
    to.key("Inet4Address with a name", source -> named(source, 4));
    to.key("Inet6Address", source -> InetAddress.getByAddress(address(source, 16)));
    to.key("Inet6Address with a name", source -> named(source, 16));
    to.key("Inet6Address with a scope", source -> Inet6Address.getByAddress(null, linkLocal(), 7));
    to.key("InetSocketAddress", source -> new InetSocketAddress(named(source, 4), 80));
    to.key("InetSocketAddress of a port", source -> new InetSocketAddress(8080));
    to.key(
        "InetSocketAddress, unresolved",
        source -> InetSocketAddress.createUnresolved("nowhere.invalid", 1));
    to.key(
        "UnixDomainSocketAddress", source -> UnixDomainSocketAddress.of("/a/" + source.number()));
    to.key("File", source -> new File(source.oneOf("", "a/b c", "/x/../ä", "rel\u0001")));
    to.key("Path", source -> Path.of(source.oneOf("", "a/b c", "/x/../ä", "/")));
    to.key(
        "Charset",
        source ->
            source.oneOf(
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_16LE,
                Charset.forName("windows-1252"),
                Charset.forName("Shift_JIS")));
  }

  private static byte[] address(Source source, int length) {
    byte[] bytes = new byte[length];
    bytes[0] = source.oneOf((byte) 10, (byte) 192, (byte) 0);
    bytes[length - 1] = (byte) source.number();
    return bytes;
  }

  private static InetAddress named(Source source, int length) throws Exception {
    return InetAddress.getByAddress("host.invalid", address(source, length));
  }

  private static byte[] linkLocal() {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) 0xfe;
    bytes[1] = (byte) 0x80;
    bytes[15] = 1;
    return bytes;
  }
}
