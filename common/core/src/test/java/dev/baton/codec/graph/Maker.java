package dev.baton.codec.graph;

import org.jspecify.annotations.Nullable;

/**
 * Makes objects of one kind; the source says which variant, and gives the objects to put in.
 *
 * @param name what the kind is called in reports
 * @param how makes one
 */
record Maker(String name, Role role, How how) {

  /** Where what is made may be used. */
  enum Role {
    /** A value that refers to nothing else and whose hash depends on its content only. */
    KEY,
    /** A value that refers to nothing else. */
    VALUE,
    /** An object that refers to others. */
    HOLDER
  }

  /** Makes an object. */
  @FunctionalInterface
  interface How {
    @Nullable Object make(Source source) throws Exception;
  }

  @Nullable Object make(Source source) {
    try {
      return how.make(source);
    } catch (Exception e) {
      throw new IllegalStateException("The maker of \"" + name + "\" fails", e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
