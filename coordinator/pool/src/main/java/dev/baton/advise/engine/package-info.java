/** Measures some of the tasks and concludes how to run them all. */
@NullMarked
package dev.baton.advise.engine;

import org.jspecify.annotations.NullMarked;
