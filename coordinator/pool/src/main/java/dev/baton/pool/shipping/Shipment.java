package dev.baton.pool.shipping;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.wire.ContentId;
import dev.baton.wire.CopyOffer;
import dev.baton.wire.LogPlace;
import dev.baton.worker.JobFiles;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the copies of a blob or a file. Guarded by the lock of {@link Shipments}, except
 * what never changes.
 */
final class Shipment {

  /** The chunks of large data may be deleted from the log before a slow host has read them. */
  private static final int MOST_PUBLICATIONS = 3;

  /** Gives the bytes to a reader, for as long as it runs. */
  interface Source {
    void read(Consumer<MemorySegment> reader);
  }

  private final ContentId content;
  private final CopyOffer.Form form;
  private final long length;
  private final String path;
  private final boolean mayBeSent;
  private final Source source;
  private final Map<Long, CompletableFuture<@Nullable Void>> awaited = new HashMap<>();
  private final Set<Long> held = new HashSet<>();
  private final Set<Long> offered = new HashSet<>();
  private final Set<Long> waiting = new HashSet<>();
  private final Set<Long> asked = new HashSet<>();

  /** Those that were told where it is on the log. */
  private final Set<Long> located = new HashSet<>();

  private final Map<Long, String> failures = new HashMap<>();
  private @Nullable LogPlace place;
  private int publications;

  Shipment(ContentId content, CopyOffer.Form form, long length, Source source) {
    this(content, form, length, source, "", true);
  }

  /**
   * A file that hosts may have under a path.
   *
   * @param mayBeSent whether hosts that lack it get it
   */
  Shipment(
      ContentId content,
      CopyOffer.Form form,
      long length,
      Source source,
      String path,
      boolean mayBeSent) {
    this.content = content;
    this.form = form;
    this.length = length;
    this.source = source;
    this.path = path;
    this.mayBeSent = mayBeSent;
  }

  ContentId content() {
    return content;
  }

  Source source() {
    return source;
  }

  /** Whether hosts may have it from another program: then they are asked before it is sent. */
  boolean mayBeThere() {
    return form != CopyOffer.Form.BLOB;
  }

  /**
   * Whether other data with the same bytes may be on the log: files are told apart by their hash or
   * path already. What was missed is put there anew.
   */
  boolean mayBeLikeOthers() {
    return form == CopyOffer.Form.BLOB && publications == 0;
  }

  /** The offer to a host. */
  CopyOffer offer(long coordinator, long host, LogPlace where) {
    return new CopyOffer(coordinator, host, content, form, length, where, path);
  }

  /** Completes when a host has it; fails when it cannot have it. */
  CompletableFuture<@Nullable Void> atHost(long host) {
    return awaited.computeIfAbsent(host, _ -> new CompletableFuture<>());
  }

  /** The hosts that have to be asked whether they have it; they count as offered it. */
  Set<Long> takeUnasked() {
    Set<Long> all = new HashSet<>(waiting);
    all.removeAll(asked);
    asked.addAll(all);
    waiting.removeAll(all);
    offered.addAll(all);
    return all;
  }

  /** Whether hosts that lack it get it. */
  boolean mayBeSent() {
    return mayBeSent;
  }

  /** Whether a host waits to be offered it. */
  boolean isWaitedFor() {
    return !waiting.isEmpty();
  }

  boolean isHeldBy(long host) {
    return held.contains(host);
  }

  /** Why a host cannot have it, or null. */
  @Nullable String failure(long host) {
    return failures.get(host);
  }

  /** Whether a host has to be offered it: it was not, and may have it. */
  boolean isNewTo(long host) {
    return !held.contains(host)
        && !offered.contains(host)
        && !waiting.contains(host)
        && !failures.containsKey(host);
  }

  /** Notes that a host is to be offered it. */
  void want(long host) {
    waiting.add(host);
  }

  /** Where it is on the log; null if it is not, or no longer. */
  @Nullable LogPlace place() {
    return place;
  }

  /** Notes where it is, or is being put, on the log. */
  void placedAt(LogPlace where) {
    if (!where.equals(place)) {
      place = where;
      publications++;
    }
  }

  /** The hosts that are to be offered it now; they count as having been. */
  Set<Long> takeWaiting() {
    Set<Long> all = Set.copyOf(waiting);
    offered.addAll(all);
    located.addAll(all);
    waiting.clear();
    return all;
  }

  void held(long host) {
    offered.remove(host);
    held.add(host);
    var _ = atHost(host).complete(null);
  }

  /** Notes that a host did not find it on the log, or has lost it. */
  void missed(long host) {
    offered.remove(host);
    held.remove(host);
    if (located.remove(host)) {
      place = null; // it is no longer there
    }
    if (publications >= MOST_PUBLICATIONS) {
      failed(host, "its records were deleted from the log before the host had read them");
    }
  }

  /** Notes that a host lacks what is not to be sent there. */
  void lacking(long host, String hostName) {
    offered.remove(host);
    var _ =
        atHost(host).completeExceptionally(new BatonException(JobFiles.missing(hostName, path)));
  }

  void failed(long host, String reason) {
    offered.remove(host);
    waiting.remove(host);
    failures.put(host, reason);
    var _ = atHost(host).completeExceptionally(new EnvironmentException(reason));
  }

  /** Forgets that a host could not have it. */
  void tryAgain(long host) {
    failures.remove(host);
    awaited.computeIfPresent(host, (_, end) -> end.isCompletedExceptionally() ? null : end);
  }

  /** Notes that it cannot be put on the log. */
  void failedForAll(String reason) {
    Set.copyOf(waiting).forEach(host -> failed(host, reason));
  }

  /** Whether a host has it or may have it soon. */
  boolean isKnownToHosts() {
    return !held.isEmpty() || !offered.isEmpty();
  }
}
