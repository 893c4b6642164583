package dev.baton.measure.latency;

import dev.baton.Shared;
import dev.baton.Task;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Adds up one number of each page of an array, so that all of its memory is mapped. */
record TouchPages(Shared<double[]> array) implements Task<Double> {

  private static final int PAGE_BYTES = 4096;

  /** Numbers that add up to something that only the whole array has. */
  static double[] array(int bytes) {
    double[] array = new double[bytes / Double.BYTES];
    for (int i = 0; i < array.length; i++) {
      array[i] = i;
    }
    return array;
  }

  /** What the task must say of such an array. */
  static double expected(int bytes) {
    double pages = Math.floorDiv(bytes, PAGE_BYTES);
    return pages * (pages - 1) / 2 * (PAGE_BYTES / Double.BYTES);
  }

  @Override
  public Double call() {
    MemorySegment memory = array.segment();
    double sum = 0;
    for (long at = 0; at < memory.byteSize(); at += PAGE_BYTES) {
      sum += memory.get(ValueLayout.JAVA_DOUBLE, at);
    }
    return sum;
  }
}
