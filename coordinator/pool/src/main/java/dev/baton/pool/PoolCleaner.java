package dev.baton.pool;

import java.lang.ref.Cleaner;

/** Tells when nobody refers to something any more. */
final class PoolCleaner {

  static final Cleaner CLEANER = Cleaner.create();

  private PoolCleaner() {}
}
