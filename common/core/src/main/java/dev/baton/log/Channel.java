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

  /** The channel's topic in a pool, such as {@code baton.inbox}. */
  public String topic(String pool) {
    return pool + '.' + name().toLowerCase(Locale.ROOT);
  }
}
