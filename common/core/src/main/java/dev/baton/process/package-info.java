/** Child JVMs: how they are started, addressed, watched and ended, from both sides. */
@NullMarked
package dev.baton.process;

import org.jspecify.annotations.NullMarked;
