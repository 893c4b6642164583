package dev.baton.cli.host;

import dev.baton.agent.HostName;
import dev.baton.cli.terminal.Printable;

/** Who asks a host to leave or a job to end, as it is told to whoever started it. */
public final class Requester {

  private static final int LONGEST = 100;

  private Requester() {}

  /** The user of this process and the host it runs on: a courtesy, not a proof. */
  public static String ofThisProcess() {
    return System.getProperty("user.name", "somebody") + "@" + HostName.get();
  }

  /** What came from a channel, as it can be shown. */
  public static String printable(String requester) {
    return Printable.of(requester, LONGEST);
  }
}
