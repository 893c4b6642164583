package dev.baton.config;

import java.util.Locale;

/** Constants as words for people. Stateless and thread-safe. */
public final class Words {

  private Words() {}

  /** The name of a constant: {@code WORKER_KILLED} is {@code worker killed}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
