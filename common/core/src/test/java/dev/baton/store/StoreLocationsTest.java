package dev.baton.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreLocationsTest {

  @Test
  void theUsersOwnTmpfsServesWhereThereIsNoneForAll(@TempDir Path own, @TempDir Path common) {
    Path missing = common.resolve("missing");

    assertThat(StoreLocations.memory(common, own)).isEqualTo(common);
    assertThat(StoreLocations.memory(missing, own)).isEqualTo(own);
    assertThat(StoreLocations.memory(missing, null)).isEqualTo(missing);
  }
}
