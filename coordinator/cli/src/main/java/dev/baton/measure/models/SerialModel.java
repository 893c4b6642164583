package dev.baton.measure.models;

import dev.baton.measure.work.Work;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Runs one task after the other on the calling thread. */
final class SerialModel implements Model {

  @Override
  public List<Long> run(Load load) throws InterruptedException {
    MemorySegment data = MemorySegment.ofArray(load.data());
    List<Long> answers = new ArrayList<>();
    for (Work work : load.works()) {
      answers.add(work.call(data));
    }
    return answers;
  }

  @Override
  public void close() {
    // Nothing was started.
  }
}
