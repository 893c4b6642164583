package dev.baton.measure.models;

import dev.baton.measure.work.Work;
import java.util.ArrayList;
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

  /** A warm-up's tasks have a quarter of the work. */
  private static final int SMALL = 4;

  /** So many tasks that differ in nothing but their seeds. */
  static Load of(Work work, int tasks, long[] data) throws InterruptedException {
    List<Work> works = IntStream.range(0, tasks).mapToObj(i -> work.withSeed(i + 1L)).toList();
    List<Long> answers = new ArrayList<>();
    for (Work each : works) {
      if (Thread.interrupted()) { // an answer may take half as long as the work
        throw new InterruptedException();
      }
      answers.add(each.answer(data));
    }
    return new Load(works, data, answers);
  }

  /** A few tasks with less to do, to warm up; their answers are not known. */
  Load small(int tasks) {
    Work less = works.getFirst().dividedBy(SMALL);
    return new Load(
        IntStream.range(0, tasks).mapToObj(i -> less.withSeed(i + 1L)).toList(), data, List.of());
  }

  int tasks() {
    return works.size();
  }
}
