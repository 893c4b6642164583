/** Measurements of Baton itself, on real processes, whose answers are checked. */
@NullMarked
package dev.baton.measure;

import org.jspecify.annotations.NullMarked;
