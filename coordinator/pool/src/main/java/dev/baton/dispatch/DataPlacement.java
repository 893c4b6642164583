package dev.baton.dispatch;

import dev.baton.ledger.TaskSpec;
import dev.baton.wire.CopyReport;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** On which hosts the data is that tasks refer to. Thread-safe. */
public interface DataPlacement {

  /** All workers read the store in which the data lies. */
  DataPlacement ONE_HOST =
      new DataPlacement() {
        @Override
        public boolean isAt(long host, TaskSpec task) {
          return true;
        }

        @Override
        public void bring(long host, TaskSpec task) {}

        @Override
        public @Nullable RuntimeException obstacle(Collection<Long> hosts, TaskSpec task) {
          return null;
        }

        @Override
        public void accept(CopyReport report) {}
      };

  /** Whether workers of a host can read everything that a task refers to. */
  boolean isAt(long host, TaskSpec task);

  /** Has the data of a task copied to a host, if it is not on its way already. */
  void bring(long host, TaskSpec task);

  /** Why none of these hosts can have the data of a task; null if one has it, or may get it. */
  @Nullable RuntimeException obstacle(Collection<Long> hosts, TaskSpec task);

  /** Notes what has become of a copy. */
  void accept(CopyReport report);
}
