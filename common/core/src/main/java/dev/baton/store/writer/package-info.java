/** The blobs of this process, made in files of its own area. */
@NullMarked
package dev.baton.store.writer;

import org.jspecify.annotations.NullMarked;
