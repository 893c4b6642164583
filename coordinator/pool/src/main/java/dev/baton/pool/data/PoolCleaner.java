package dev.baton.pool.data;

import java.lang.ref.Cleaner;

/** Reports when an object is no longer reachable. */
public final class PoolCleaner {

  public static final Cleaner CLEANER = Cleaner.create();

  private PoolCleaner() {}
}
