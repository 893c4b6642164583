package dev.baton.store.chronicle.map;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one shared map in one process; each has a new one. */
abstract class WithSharedMap {

  static final int CAPACITY = 1_000;
  static final int ENTRY_BYTES = 200;

  @TempDir Path directory;
  MapAccess access;
  ChronicleSharedMap<String, Long> map;

  @BeforeEach
  void createMap() {
    access = MapAccess.create(directory);
    map = access.create("words", CAPACITY, ENTRY_BYTES);
  }

  @AfterEach
  void closeAll() {
    map.close();
    access.close();
  }
}
