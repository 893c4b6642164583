/** Shared maps on Chronicle Map, which outlive the death of whoever changes them. */
@NullMarked
package dev.baton.store.chronicle.map;

import org.jspecify.annotations.NullMarked;
