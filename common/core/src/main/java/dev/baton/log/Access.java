package dev.baton.log;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a process of a pool does with the pool's channels, and so the rights that its Kafka user
 * needs. There is nothing that a process does beyond this.
 */
@SuppressWarnings("ImmutableEnumChecker") // the sets are copies that cannot be changed
public enum Access {
  /** A program, {@code baton run} or {@code baton resume}: posts tasks and reads results. */
  COORDINATOR(
      "a coordinator",
      EnumSet.of(
          Channel.RESULTS, Channel.EVENTS, Channel.BLOBS, Channel.JOURNAL, Channel.QUARANTINE),
      EnumSet.of(Channel.INBOX, Channel.EVENTS, Channel.BLOBS, Channel.JOURNAL, Channel.QUARANTINE),
      EnumSet.allOf(Channel.class)),

  /** {@code baton worker} itself: speaks for its workers, and creates topics where it may. */
  AGENT(
      "a host agent",
      EnumSet.of(Channel.EVENTS, Channel.BLOBS),
      EnumSet.of(Channel.EVENTS),
      EnumSet.allOf(Channel.class)),

  /** A worker process, which runs other people's code: it reads tasks and sends results. */
  WORKER(
      "a worker",
      EnumSet.of(Channel.INBOX),
      EnumSet.of(Channel.RESULTS, Channel.BLOBS),
      EnumSet.of(Channel.INBOX, Channel.RESULTS, Channel.BLOBS)),

  /** {@code baton drain} and {@code cancel}: has hosts leave, and jobs end. */
  OPERATOR(
      "an operator",
      EnumSet.of(Channel.EVENTS, Channel.JOURNAL),
      EnumSet.of(Channel.EVENTS),
      EnumSet.of(Channel.EVENTS, Channel.JOURNAL)),

  /** {@code baton status}, {@code jobs}, {@code explain} and {@code quarantine}: only look. */
  OBSERVER(
      "an observer",
      EnumSet.of(Channel.EVENTS, Channel.JOURNAL, Channel.QUARANTINE),
      EnumSet.noneOf(Channel.class),
      EnumSet.of(Channel.EVENTS, Channel.JOURNAL, Channel.QUARANTINE));

  private final String who;
  private final Set<Channel> reads;
  private final Set<Channel> writes;
  private final Set<Channel> knows;

  Access(String who, Set<Channel> reads, Set<Channel> writes, Set<Channel> knows) {
    this.who = who;
    this.reads = Set.copyOf(reads);
    this.writes = Set.copyOf(writes);
    this.knows = Set.copyOf(knows);
  }

  /** Who has it, for messages: {@code a worker}. */
  public String who() {
    return who;
  }

  /** Whether it needs the right to read a channel. */
  public boolean reads(Channel channel) {
    return reads.contains(channel);
  }

  /** Whether it needs the right to write to a channel. */
  public boolean writes(Channel channel) {
    return writes.contains(channel);
  }

  /** Whether it needs to know a channel, if only how many partitions it has. */
  public boolean knows(Channel channel) {
    return knows.contains(channel);
  }
}
