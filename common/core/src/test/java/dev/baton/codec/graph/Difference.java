package dev.baton.codec.graph;

/**
 * Where a graph and its copy differ.
 *
 * @param kind what sort of difference, of which class; the same for many graphs
 * @param path how to come there from the root
 */
record Difference(String kind, String path, String detail) {

  @Override
  public String toString() {
    return kind + "\n  at " + path + "\n  " + detail;
  }
}
