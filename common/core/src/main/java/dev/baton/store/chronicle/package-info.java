/**
 * What Chronicle Map needs of a JVM, and the catalogue of blobs; with the package of maps the only
 * code that knows that library.
 */
@NullMarked
package dev.baton.store.chronicle;

import org.jspecify.annotations.NullMarked;
