package dev.baton.log;

import java.util.Locale;

/**
 * The fixed set of channels of a pool; each is a topic that an administrator can create beforehand.
 */
public enum Channel {
  /** Tasks, one partition per worker. */
  INBOX,
  /** Results; a coordinator reads one partition. */
  RESULTS,
  /** Workers and hosts: claims, up, down, beats. One partition: its order decides claims. */
  EVENTS,
  /** Large data on its way to other hosts, in chunks. */
  BLOBS,
  /** Jobs and their state. */
  JOURNAL,
  /** Tasks that ended their workers repeatedly. */
  QUARANTINE;

  /**
   * The channel's topic, such as {@code baton.inbox}.
   *
   * @param namespace the pool's name, with the prefix that its topics have
   */
  public String topic(String namespace) {
    return namespace + '.' + name().toLowerCase(Locale.ROOT);
  }
}
