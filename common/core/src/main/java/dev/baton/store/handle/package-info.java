/** Handles to what is in the host store, as programs and tasks hold them and as they travel. */
@NullMarked
package dev.baton.store.handle;

import org.jspecify.annotations.NullMarked;
