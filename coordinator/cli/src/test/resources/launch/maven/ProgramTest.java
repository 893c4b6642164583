import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.Transport;
import dev.baton.pool.ProcessPool;
import org.junit.jupiter.api.Test;

class ProgramTest {

  @Test
  void tasksOfTestsRunInWorkers() throws Exception {
    for (Transport transport : new Transport[] {Transport.LOCAL, Transport.KAFKA}) {
      try (var pool = ProcessPool.builder().workers(1).transport(transport).build()) {
        assertEquals(42, pool.submit(() -> Other.twice(21)).get());
      }
    }
    System.out.println("tested in " + ProcessHandle.current().pid());
  }
}
