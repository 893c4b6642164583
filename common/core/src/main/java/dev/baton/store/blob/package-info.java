/**
 * Blobs in the host store: written once, sealed, then read in place by every process of the host.
 */
@NullMarked
package dev.baton.store.blob;

import org.jspecify.annotations.NullMarked;
