package dev.baton.store.handle;

import dev.baton.BlobGoneException;
import dev.baton.EnvironmentException;
import dev.baton.SharedCounter;
import dev.baton.SharedMap;
import dev.baton.codec.Codec;
import dev.baton.codec.ReferenceType;
import dev.baton.store.MappedCounters;
import dev.baton.store.Members.Line;
import dev.baton.store.area.AreaLocation;
import dev.baton.store.area.HostId;
import dev.baton.store.chronicle.map.ChronicleSharedMap;
import dev.baton.store.chronicle.map.MapSpec;
import dev.baton.store.reader.BlobReader;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counters and maps that this process has open, and how they travel: as a few bytes that say
 * where they are. One object stands for each of them in a process. Thread-safe.
 */
public final class SharedValues implements AutoCloseable {

  /**
   * What travels for a counter (a number) or a map (none).
   *
   * <pre>
   * i64 machine | i64 area | i32 number | name in UTF-8
   * </pre>
   */
  private record Identity(long machine, long area, int number, String name) {

    private byte[] toBytes() {
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES + text.length)
          .putLong(machine)
          .putLong(area)
          .putInt(number)
          .put(text)
          .array();
    }

    private static Identity of(byte[] bytes) {
      try {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long machine = in.getLong();
        long area = in.getLong();
        int number = in.getInt();
        return new Identity(
            machine, area, number, StandardCharsets.UTF_8.decode(in.slice()).toString());
      } catch (BufferUnderflowException e) {
        throw new BlobGoneException("A reference to a shared value is damaged.", e);
      }
    }
  }

  private static final int A_MAP = -1;

  private final BlobReader reader;
  private final Map<Long, AreaLocation> locations = new HashMap<>();
  private final Map<Long, Line> lines = new HashMap<>();
  private final Map<Long, MappedCounters> counters = new HashMap<>();
  private final Map<Identity, SharedCounter> openCounters = new HashMap<>();
  private final Map<Identity, ChronicleSharedMap<?, ?>> openMaps = new HashMap<>();
  private final Map<Object, Identity> identities =
      Collections.synchronizedMap(new IdentityHashMap<>());

  /**
   * Nothing is open yet.
   *
   * @param reader knows where areas are
   */
  public SharedValues(BlobReader reader) {
    this.reader = reader;
  }

  /** How handles, counters and maps travel; the order is the same in all processes. */
  public List<ReferenceType<?>> typesAfter(ReferenceType<?> handles) {
    return List.of(
        handles,
        new ReferenceType<>(SharedCounter.class, this::travelling, (bytes, _) -> counter(bytes)),
        new ReferenceType<>(SharedMap.class, this::travelling, this::map));
  }

  /**
   * A new counter, or the one of this name that was made before.
   *
   * @throws EnvironmentException if there are too many, or no room
   */
  public synchronized SharedCounter makeCounter(AreaLocation own, String name) {
    for (Map.Entry<Identity, SharedCounter> known : openCounters.entrySet()) {
      if (known.getKey().area() == own.area() && known.getKey().name().equals(name)) {
        return known.getValue();
      }
    }
    MappedCounters all =
        counters.computeIfAbsent(own.area(), _ -> MappedCounters.create(own.directory()));
    int number = openCounters.size();
    if (number >= MappedCounters.MOST) {
      throw new EnvironmentException(
          "A program can have " + MappedCounters.MOST + " counters. Use a SharedMap for more.");
    }
    return remember(new Identity(HostId.get(), own.area(), number, name), all);
  }

  /**
   * A new map, or the one that was made so before.
   *
   * @param codec for its keys and values
   * @throws dev.baton.UsageException if there is one of this name with other limits
   * @throws EnvironmentException if there is no room, or this JVM was started without the flags
   *     that Chronicle Map needs
   */
  @SuppressWarnings("unchecked") // its maker says what is in it
  public synchronized <K, V> SharedMap<K, V> makeMap(AreaLocation own, MapSpec spec, Codec codec) {
    Identity identity = new Identity(HostId.get(), own.area(), A_MAP, spec.name());
    ChronicleSharedMap<?, ?> known = openMaps.get(identity);
    if (known == null) {
      known = ChronicleSharedMap.create(own.directory(), spec, codec, own.members(), line(own));
      openMaps.put(identity, known);
      identities.put(known, identity);
    } else {
      known.spec().requireSame(spec);
    }
    return (SharedMap<K, V>) known;
  }

  /** The limits of the map of this name that was made before; null if there is none. */
  public synchronized @Nullable MapSpec specOfMap(AreaLocation own, String name) {
    ChronicleSharedMap<?, ?> known =
        openMaps.get(new Identity(HostId.get(), own.area(), A_MAP, name));
    return known == null ? null : known.spec();
  }

  private byte[] travelling(Object value) {
    Identity identity = identities.get(value);
    if (identity == null) {
      throw new IllegalStateException(value + " does not belong to this pool, or it is closed.");
    }
    return identity.toBytes();
  }

  private synchronized SharedCounter counter(byte[] travelled) {
    Identity identity = Identity.of(travelled);
    SharedCounter known = openCounters.get(identity);
    if (known != null) {
      return known;
    }
    if (identity.number() < 0 || identity.number() >= MappedCounters.MOST) {
      throw new BlobGoneException("A reference to a counter is damaged.");
    }
    AreaLocation location = location(identity);
    return remember(
        identity,
        counters.computeIfAbsent(location.area(), _ -> MappedCounters.open(location.directory())));
  }

  private SharedCounter remember(Identity identity, MappedCounters all) {
    SharedCounter counter = all.counter(identity.number(), identity.name());
    openCounters.put(identity, counter);
    identities.put(counter, identity);
    return counter;
  }

  private synchronized SharedMap<?, ?> map(byte[] travelled, Codec codec) {
    Identity identity = Identity.of(travelled);
    ChronicleSharedMap<?, ?> known = openMaps.get(identity);
    if (known == null) {
      AreaLocation location = location(identity);
      known =
          ChronicleSharedMap.open(
              location.directory(), identity.name(), codec, location.members(), line(location));
      openMaps.put(identity, known);
      identities.put(known, identity);
    }
    return known;
  }

  private AreaLocation location(Identity identity) {
    AreaLocation location = reader.location(identity.machine(), identity.area());
    locations.put(location.area(), location);
    return location;
  }

  /** Lets go of what belonged to programs that are gone; to be called now and then. */
  public void tidy() {
    List<Long> gone = new ArrayList<>();
    List<Runnable> closing = new ArrayList<>();
    synchronized (this) {
      locations.values().stream()
          .filter(location -> !Files.exists(location.directory()))
          .forEach(location -> gone.add(location.area()));
      gone.forEach(area -> forget(area, closing));
    }
    // Whoever is inside a map may need the lock to come out of it.
    closing.forEach(Runnable::run);
    gone.forEach(reader::leave);
  }

  private void forget(long area, List<Runnable> closing) {
    openMaps.forEach(
        (identity, map) -> {
          if (identity.area() == area) {
            closing.add(map::close);
          }
        });
    MappedCounters known = counters.remove(area);
    if (known != null) {
      closing.add(known::close);
    }
    openMaps.keySet().removeIf(identity -> identity.area() == area);
    openCounters.keySet().removeIf(identity -> identity.area() == area);
    identities.values().removeIf(identity -> identity.area() == area);
    lines.remove(area);
    locations.remove(area);
  }

  private Line line(AreaLocation location) {
    return lines.computeIfAbsent(location.area(), _ -> location.members().join());
  }

  /** Gives their memory back in this process; they say so when they are used later. */
  @Override
  public void close() {
    List<Runnable> closing = new ArrayList<>();
    synchronized (this) {
      openMaps.values().forEach(map -> closing.add(map::close));
      counters.values().forEach(all -> closing.add(all::close));
      identities.clear();
    }
    closing.forEach(Runnable::run); // as in tidy()
  }
}
