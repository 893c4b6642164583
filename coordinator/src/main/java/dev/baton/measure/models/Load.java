package dev.baton.measure.models;

import dev.baton.measure.work.Work;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tasks of a case, their data and their right answers: the same for all models. Immutable, as
 * nobody writes to the data.
 *
 * @param works what each task does
 * @param data what the tasks read; empty if they read nothing
 * @param answers what each must answer
 */
@SuppressWarnings("ArrayRecordComponent") // large, and never compared
record Load(List<Work> works, long[] data, List<Long> answers) {

  /** So many tasks that differ in nothing but their seeds. */
  static Load of(Work work, int tasks, long[] data) {
    List<Work> works = IntStream.range(0, tasks).mapToObj(i -> work.withSeed(i + 1L)).toList();
    return new Load(works, data, works.stream().map(each -> each.answer(data)).toList());
  }

  int tasks() {
    return works.size();
  }
}
