/** The host store on Chronicle Map; no other package knows that library. */
@NullMarked
package dev.baton.store.chronicle;

import org.jspecify.annotations.NullMarked;
