package dev.baton.cli.host;

import dev.baton.agent.HostName;
import java.util.regex.Pattern;

/** Who asks a host to leave, as it is told to the host's owner. */
final class Requester {

  private static final int LONGEST = 100;
  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

  private Requester() {}

  /** The user of this process and the host it runs on: a courtesy, not a proof. */
  static String ofThisProcess() {
    return System.getProperty("user.name", "somebody") + "@" + HostName.get();
  }

  /** What came from a channel, as it can be shown. */
  static String printable(String requester) {
    String start = requester.substring(0, Math.min(requester.length(), LONGEST));
    return UNPRINTABLE.matcher(start).replaceAll("?");
  }
}
