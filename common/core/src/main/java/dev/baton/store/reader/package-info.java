/** Blobs of any process of this host, read in place. */
@NullMarked
package dev.baton.store.reader;

import org.jspecify.annotations.NullMarked;
