package dev.baton.pool.data;

import java.lang.ref.Cleaner;

/** Tells when nobody refers to something any more. */
public final class PoolCleaner {

  public static final Cleaner CLEANER = Cleaner.create();

  private PoolCleaner() {}
}
