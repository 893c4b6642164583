/** Watches workers, replaces what has died or hangs, and says so. */
@NullMarked
package dev.baton.agent.supervision;

import org.jspecify.annotations.NullMarked;
