package dev.baton.codec.graph;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Objects such as users have, of which there is one in a JVM. */
@SuppressWarnings({"ImmutableEnumChecker", "UnusedVariable", "serial", "unused"})
final class UserConstants {

  private UserConstants() {}

  /** Whether there is an object once in a JVM. */
  static boolean isConstant(Object object) {
    return object instanceof Enum<?>
        || object instanceof Class<?>
        || object instanceof Missing
        || object instanceof Level
        || object instanceof Resolved;
  }

  enum Color {
    RED,
    GREEN,
    BLUE
  }

  enum Shape {
    ROUND {
      @Override
      int corners() {
        return 0;
      }
    },
    SQUARE {
      @Override
      int corners() {
        return 4;
      }
    };

    abstract int corners();
  }

  enum Planet implements Comparator<String> {
    EARTH(new ArrayList<>(List.of("moon")));

    final List<String> moons;

    Planet(List<String> moons) {
      this.moons = moons;
    }

    @Override
    public int compare(String one, String other) {
      return other.compareTo(one);
    }
  }

  enum Many {
    C0,
    C1,
    C2,
    C3,
    C4,
    C5,
    C6,
    C7,
    C8,
    C9,
    C10,
    C11,
    C12,
    C13,
    C14,
    C15,
    C16,
    C17,
    C18,
    C19,
    C20,
    C21,
    C22,
    C23,
    C24,
    C25,
    C26,
    C27,
    C28,
    C29,
    C30,
    C31,
    C32,
    C33,
    C34,
    C35,
    C36,
    C37,
    C38,
    C39,
    C40,
    C41,
    C42,
    C43,
    C44,
    C45,
    C46,
    C47,
    C48,
    C49,
    C50,
    C51,
    C52,
    C53,
    C54,
    C55,
    C56,
    C57,
    C58,
    C59,
    C60,
    C61,
    C62,
    C63,
    C64,
    C65,
    C66,
    C67,
    C68,
    C69
  }

  /** What there should not be. */
  static Missing another() {
    return new Missing();
  }

  /** What other languages make of an object that there is once. */
  static final class Missing {
    static final Missing INSTANCE = new Missing();

    private Missing() {}
  }

  /** Enumerated as before there were enums. */
  static final class Level {
    static final Level LOW = new Level("low");
    static final Level HIGH = new Level("high");

    private final String name;

    private Level(String name) {
      this.name = name;
    }
  }

  static final class Resolved implements Serializable {
    static final Resolved ONLY = new Resolved();

    private Resolved() {}

    private Object readResolve() {
      return ONLY;
    }
  }
}
