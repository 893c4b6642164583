/**
 * The part of a host store that one process writes: its directory, its files, and what lies in
 * them.
 */
@NullMarked
package dev.baton.store.area;

import org.jspecify.annotations.NullMarked;
