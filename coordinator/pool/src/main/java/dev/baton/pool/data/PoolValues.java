package dev.baton.pool.data;

import dev.baton.SharedCounter;
import dev.baton.SharedMap;
import dev.baton.codec.Codec;
import dev.baton.store.chronicle.map.MapSpec;
import dev.baton.store.handle.ProgramBlobs;
import dev.baton.store.handle.SharedValues;

/** The counters and maps that a program creates in the host store. Thread-safe. */
public final class PoolValues {

  private final SharedValues values;
  private final Codec codec;
  private final LiveStore<ProgramBlobs> store;

  PoolValues(SharedValues values, Codec codec, LiveStore<ProgramBlobs> store) {
    this.values = values;
    this.codec = codec;
    this.store = store;
  }

  /** A counter by its name. */
  public SharedCounter counter(String name) {
    return store.use(known -> values.makeCounter(known.location(), name));
  }

  /**
   * A map by its name and limits.
   *
   * @throws dev.baton.UsageException if there is one of this name with different limits
   */
  public <K, V> SharedMap<K, V> map(MapSpec spec) {
    return store.use(known -> map(known, spec));
  }

  /** A map by its name, whatever its limits; created with the given limits if there is none. */
  public <K, V> SharedMap<K, V> mapOfName(MapSpec otherwise) {
    return store.use(
        known -> {
          synchronized (values) {
            MapSpec made = values.specOfMap(known.location(), otherwise.name());
            return map(known, made == null ? otherwise : made);
          }
        });
  }

  private <K, V> SharedMap<K, V> map(ProgramBlobs known, MapSpec spec) {
    synchronized (values) { // a map takes its room once
      return values.specOfMap(known.location(), spec.name()) == null
          ? known.make(spec.bytes(), () -> values.makeMap(known.location(), spec, codec))
          : values.makeMap(known.location(), spec, codec);
    }
  }
}
