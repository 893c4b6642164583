/** Programs that are started in other ways than by {@code java} with a class path of files. */
@NullMarked
package dev.baton.launch;

import org.jspecify.annotations.NullMarked;
