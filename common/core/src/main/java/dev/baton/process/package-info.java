/** Child JVMs: how they are started, spoken to, watched and ended, seen from both sides. */
@NullMarked
package dev.baton.process;

import org.jspecify.annotations.NullMarked;
