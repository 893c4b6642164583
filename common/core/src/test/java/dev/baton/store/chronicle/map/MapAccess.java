package dev.baton.store.chronicle.map;

import dev.baton.codec.AllowList;
import dev.baton.codec.Codec;
import dev.baton.codec.kryo.KryoCodec;
import dev.baton.store.Members;
import java.io.IOException;
import java.nio.file.Path;

/** What a process of a test needs to use shared maps. */
final class MapAccess implements AutoCloseable {

  final Codec codec =
      new KryoCodec(
          AllowList.standard().and("dev.baton.store.chronicle."), MapAccess.class.getClassLoader());
  final Path directory;
  final Members members;
  final Members.Line line;

  private MapAccess(Path directory, Members members) {
    this.directory = directory;
    this.members = members;
    this.line = members.join();
  }

  static MapAccess create(Path directory) {
    return new MapAccess(directory, Members.create(directory));
  }

  static MapAccess open(Path directory) throws IOException {
    return new MapAccess(directory, Members.open(directory));
  }

  <K, V> ChronicleSharedMap<K, V> create(String name, long capacity, int entryBytes) {
    return ChronicleSharedMap.create(
        directory, new MapSpec(name, capacity, entryBytes), codec, members, line);
  }

  <K, V> ChronicleSharedMap<K, V> open(String name) {
    return ChronicleSharedMap.open(directory, name, codec, members, line);
  }

  @Override
  public void close() {
    members.close();
  }
}
