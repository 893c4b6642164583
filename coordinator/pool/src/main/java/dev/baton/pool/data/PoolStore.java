package dev.baton.pool.data;

import dev.baton.BlobGoneException;
import dev.baton.EnvironmentException;
import dev.baton.codec.Codec;
import dev.baton.codec.ReferenceType;
import dev.baton.config.Settings;
import dev.baton.dispatch.Roster;
import dev.baton.ledger.Delivery;
import dev.baton.store.NearStores;
import dev.baton.store.StoreLimits;
import dev.baton.store.StoreLocations;
import dev.baton.store.area.BlobRef;
import dev.baton.store.chronicle.ChronicleCatalogue;
import dev.baton.store.handle.Payloads;
import dev.baton.store.handle.PinnedBlobs;
import dev.baton.store.handle.ProgramBlobs;
import dev.baton.store.handle.SharedBlob;
import dev.baton.store.handle.SharedValues;
import dev.baton.store.handle.TidyLoop;
import dev.baton.store.reader.BlobReader;
import dev.baton.store.writer.Blob;
import dev.baton.store.writer.BlobWriter;
import dev.baton.wire.Payload;
import dev.baton.wire.ResultBatch;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The program's part of the host store of this host, created once the pool has a host agent here.
 * Thread-safe.
 */
public final class PoolStore implements AutoCloseable {

  /** How long it may take until a lost agent is replaced and there is a store again. */
  private static final Duration MOVE_LIMIT = Duration.ofSeconds(60);

  private final StoreLocations locations = StoreLocations.ofThisHost();
  private final Roster roster;
  private final Settings settings;
  private final BlobReader reader;
  private final SharedValues values;
  private final PoolValues shared;
  private final Codec codec;
  private final NearStores near = new NearStores(locations);
  private final Thread tidying =
      Thread.ofPlatform().daemon().name("baton-tidy").unstarted(new TidyLoop(this::tidy));
  private final List<ProgramBlobs> former = new ArrayList<>();
  private final LiveStore<ProgramBlobs> live =
      new LiveStore<>(this::blobs, PoolStore::isThere, this::hasMoved, MOVE_LIMIT);
  private volatile @Nullable ProgramBlobs blobs;
  private @Nullable OwnStore own;
  private volatile Consumer<? super BlobRef> onFreed = _ -> {};
  private @Nullable EnvironmentException obstacle;
  private boolean closed;

  /**
   * Creates nothing in the store yet.
   *
   * @param settings those of the pool
   * @param makeCodec creates a codec for handles to shared data, counters and maps
   */
  public PoolStore(
      Roster roster, Settings settings, Function<List<ReferenceType<?>>, Codec> makeCodec) {
    this.roster = roster;
    this.settings = settings;
    this.reader = new BlobReader(locations);
    this.values = new SharedValues(reader);
    this.codec = makeCodec.apply(types());
    this.shared = new PoolValues(values, codec, live);
  }

  /**
   * The program's blobs.
   *
   * @throws EnvironmentException if there is no room
   */
  public ProgramBlobs blobs() {
    ProgramBlobs known = blobs;
    return known == null ? make() : known;
  }

  /**
   * Creates something in the program's part of the store, or in that of the next store if this one
   * was lost.
   *
   * @throws EnvironmentException as for {@link #blobs}
   */
  public <T> T make(Function<ProgramBlobs, T> maker) {
    return live.use(maker);
  }

  private static boolean isThere(ProgramBlobs blobs) {
    return Files.isDirectory(blobs.location().directory());
  }

  private synchronized boolean hasMoved() {
    return !former.isEmpty() && !closed;
  }

  /** Sets who is told of blobs that are not needed any more; before there are any. */
  public void onFreed(Consumer<? super BlobRef> action) {
    onFreed = action;
  }

  /**
   * Gives the bytes of a blob to a reader, for as long as it runs.
   *
   * @throws BlobGoneException if it is no longer there
   * @throws IllegalStateException if it can still be written
   */
  public void read(BlobRef ref, Consumer<MemorySegment> bytesReader) {
    for (ProgramBlobs each : all()) {
      if (each.has(ref)) {
        each.read(ref, bytesReader);
        return;
      }
    }
    throw new BlobGoneException(ref + " is gone: it was freed.");
  }

  /** The codec for what the program hands over and receives. */
  public Codec codec() {
    return codec;
  }

  @SuppressWarnings("rawtypes") // a class literal has no parameters
  private List<ReferenceType<?>> types() {
    return values.typesAfter(
        new ReferenceType<>(
            SharedBlob.class, SharedBlob::toBytes, (bytes, _) -> blobs().handle(bytes)));
  }

  /** The program's counters and maps. */
  public PoolValues values() {
    return shared;
  }

  /** The number by which workers know the program's part of the store, or 0 if there is none. */
  public long receiver() {
    ProgramBlobs known = blobs;
    return known == null ? 0 : known.areaId();
  }

  /** Creates the program's part if possible, so that results can be handed over by reference. */
  public void prepare() {
    try {
      var _ = blobs();
    } catch (EnvironmentException e) {
      // Then results are serialised; explicit requests for the store throw.
    }
  }

  /**
   * Moves to the store of a new agent, after the host's agent and its store were lost. The program
   * keeps what it has of the old store, though workers no longer see it.
   */
  public void move() {
    synchronized (this) {
      leaveBlobs();
      obstacle = null; // it concerned the old store
    }
    prepare();
  }

  /** Whether all workers can read what the program puts into the store. */
  public boolean reachesAllWorkers() {
    return blobs != null && roster.hosts().stream().allMatch(this::isHere);
  }

  /**
   * Takes over the blobs that come with a result.
   *
   * @param arrived the copies that came in place of what its references stand for; none if all of
   *     it is on this host
   * @throws BlobGoneException if they are no longer there
   */
  public Delivery receive(ResultBatch.Entry result, List<Blob> arrived) {
    Payload payload = result.payload();
    return switch (payload.handoff()) {
      case KRYO ->
          result.blobs().length == 0
              ? Delivery.inline(payload.size())
              : kept(payload.size(), take(false, result.blobs(), arrived));
      case SHARED -> {
        long bytes = Payloads.size(payload);
        byte[] all =
            ByteBuffer.allocate(payload.size() + result.blobs().length)
                .put(payload.data().duplicate())
                .put(result.blobs())
                .array();
        yield kept(bytes, take(true, all, arrived));
      }
      case AUTO -> throw new AssertionError("no data travels so");
    };
  }

  /** A result may never be read: what it keeps is released with it. */
  private static Delivery kept(long bytes, PinnedBlobs blobs) {
    Delivery delivery = new Delivery(bytes, blobs::release);
    var _ = PoolCleaner.CLEANER.register(delivery, blobs::release);
    return delivery;
  }

  /**
   * Decodes what was handed over, here or by a worker.
   *
   * @throws BlobGoneException if it lay in the store and is no longer there
   */
  public @Nullable Object decode(Payload payload) {
    return Payloads.decode(payload, codec, this::decode);
  }

  /**
   * Decodes what lies in the store: the program's own data, or a result that it has not read yet,
   * even in a former store or a closed one.
   *
   * @throws BlobGoneException if it is no longer there
   */
  private @Nullable Object decode(BlobRef ref) {
    for (ProgramBlobs each : all()) {
      if (each.has(ref)) {
        return each.decode(ref);
      }
    }
    throw new BlobGoneException(ref + " is gone: it was freed.");
  }

  private synchronized List<ProgramBlobs> all() {
    List<ProgramBlobs> all = new ArrayList<>(former);
    if (blobs != null) {
      all.add(blobs);
    }
    return all;
  }

  private PinnedBlobs take(boolean isData, byte[] refs, List<Blob> arrived) {
    ProgramBlobs known = blobs;
    if (known == null) {
      throw new BlobGoneException("A result lies in a host store that this program has left.");
    }
    return known.receive(isData, refs, arrived);
  }

  private synchronized ProgramBlobs make() {
    ProgramBlobs known = blobs;
    if (known != null) {
      return known;
    }
    if (closed) {
      throw new IllegalStateException("The pool is closed.");
    }
    if (obstacle != null) {
      throw obstacle;
    }
    try {
      Path shared = locations.list().stream().filter(this::isOfPool).findFirst().orElse(null);
      Path store = shared == null ? own() : shared;
      BlobWriter writer =
          new BlobWriter(store, StoreLimits.read(store), ChronicleCatalogue::createIfPossible);
      known = new ProgramBlobs(writer, reader, codec, onFreed);
    } catch (EnvironmentException e) {
      obstacle = e;
      throw e;
    }
    blobs = known;
    if (!tidying.isAlive()) {
      tidying.start();
    }
    return known;
  }

  /** A store of the program's own, where no worker of the pool is on this host. */
  private Path own() {
    OwnStore known = own;
    if (known == null) {
      known = OwnStore.create(locations, settings);
      own = known;
    }
    return known.path();
  }

  private boolean isOfPool(Path store) {
    return roster.hosts().contains(StoreLimits.hostOf(store));
  }

  /** Whether workers of a host can read the program's part of the store. */
  public boolean isHere(long host) {
    return near.find(host) != null;
  }

  private void tidy() {
    ProgramBlobs known = blobs;
    if (known != null) {
      known.tidy();
    }
  }

  /**
   * Frees everything that the program has in the store; references to it become unusable, except
   * results that were not read yet.
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      leaveBlobs();
    }
    tidying.interrupt();
    values.close();
    all().forEach(ProgramBlobs::close);
    OwnStore made;
    synchronized (this) {
      made = own;
    }
    if (made != null) {
      made.close();
    }
  }

  private void leaveBlobs() {
    if (blobs != null) {
      former.add(blobs);
      blobs = null;
    }
  }
}
