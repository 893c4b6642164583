package dev.baton.agent.copy;

import dev.baton.log.Log;
import dev.baton.log.blob.BlobFetcher;
import dev.baton.log.blob.MissingChunkException;
import dev.baton.store.StoreLimits;
import dev.baton.wire.ContentId;
import dev.baton.wire.CopyLease;
import dev.baton.wire.CopyOffer;
import dev.baton.wire.CopyRelease;
import dev.baton.wire.CopyReport;
import dev.baton.wire.CopyReport.State;
import dev.baton.wire.Event;
import dev.baton.wire.HostData;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The copies that this host has of data on others. Each is fetched once, however many workers and
 * coordinators want it, and freed when no coordinator does. Thread-safe.
 */
public final class HostCopies implements AutoCloseable {

  private static final long TIDY_MS = 1000;

  private final long host;
  private final String name;
  private final CopyStore store;
  private final Consumer<? super Event> publisher;
  private final CopyHolders copies;
  private final BlockingQueue<CopyOffer> wanted = new LinkedBlockingQueue<>();
  private final LongAdder received = new LongAdder();
  private @Nullable Thread fetching;
  private volatile @Nullable BlobFetcher fetcher;
  private volatile boolean closed;

  /**
   * Has no copies yet.
   *
   * @param host the incarnation of the host agent
   * @param name what people call the host
   * @param directory the directory of the host store
   * @param publisher publishes events, without waiting
   */
  public HostCopies(
      long host,
      String name,
      Path directory,
      StoreLimits limits,
      Consumer<? super Event> publisher) {
    this.host = host;
    this.name = name;
    this.store = new CopyStore(directory, limits, received::add);
    this.publisher = publisher;
    this.copies = new CopyHolders();
  }

  /** Begins to fetch what is offered; the log is closed by the caller, after this. */
  public synchronized void start(Log log) {
    if (fetching == null && !closed) {
      BlobFetcher made = new BlobFetcher(log);
      fetcher = made;
      fetching = Thread.ofPlatform().daemon().name("baton-copies").start(() -> fetchAll(made));
    }
  }

  /** Acts on an event, if it concerns copies on this host. */
  public void accept(Event event, long nowNs) {
    copies.pass(nowNs);
    switch (event) {
      case CopyOffer offer when offer.host() == host -> offered(offer);
      case CopyLease lease -> copies.heard(lease.coordinator());
      case CopyRelease release ->
          release.contents().forEach(content -> copies.release(release.coordinator(), content));
      default -> {} // nothing to do with copies
    }
  }

  private void offered(CopyOffer offer) {
    switch (copies.offered(offer)) {
      case HELD -> report(offer.content(), State.HELD, "");
      case COMING -> {} // it is reported when it is there
      case ABSENT -> absent(offer);
      case TO_FETCH -> wanted.add(offer);
    }
  }

  /** To look for a file may take long; everything else is answered at once. */
  private void absent(CopyOffer offer) {
    if (offer.form() == CopyOffer.Form.INPUT) {
      wanted.add(offer);
    } else {
      report(offer.content(), State.MISSED, "");
    }
  }

  private void report(ContentId content, State state, String detail) {
    publisher.accept(new CopyReport(host, content, state, detail));
  }

  private void fetchAll(BlobFetcher from) {
    try (from;
        store) {
      while (!closed) {
        CopyOffer next = wanted.poll(TIDY_MS, TimeUnit.MILLISECONDS);
        if (next != null) {
          act(next, from);
        }
        copies.removeUnneeded();
        store.tidy();
      }
    } catch (InterruptedException e) {
      // This is how it ends.
    }
  }

  private void act(CopyOffer offer, BlobFetcher from) {
    if (!offer.place().isSomewhere()) {
      answer(offer);
    } else if (copies.isWanted(offer.content())) {
      fetch(offer, from);
    }
  }

  /** Says whether the host has the file itself, as one that shares a file system has. */
  private void answer(CopyOffer offer) {
    boolean isHere = OwnFile.isHere(offer);
    report(offer.content(), isHere ? State.HELD : State.MISSED, isHere ? "" : name);
  }

  private void fetch(CopyOffer offer, BlobFetcher from) {
    ContentId content = offer.content();
    try {
      copies.stored(content, store.make(offer, from::fetch));
      report(content, State.HELD, "");
    } catch (MissingChunkException e) {
      copies.failed(content);
      report(content, State.MISSED, String.valueOf(e.getMessage()));
    } catch (RuntimeException | IOException e) { // nobody else would say that there is no copy
      copies.failed(content);
      report(content, State.FAILED, String.valueOf(e.getMessage()));
    }
  }

  /** How many copies there are, how many bytes they have, and how many bytes have come in all. */
  public HostData.Copies use() {
    return copies.use(received.sum());
  }

  /** Removes all copies. */
  @Override
  public void close() {
    Thread thread;
    BlobFetcher open = fetcher;
    synchronized (this) {
      closed = true;
      thread = fetching;
    }
    if (open != null) {
      open.stop();
    }
    if (thread == null) {
      store.close();
    } else {
      thread.interrupt();
      join(thread);
    }
  }

  private static void join(Thread thread) {
    try {
      var _ = thread.join(Duration.ofMillis(TIDY_MS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
