/** Watches workers, replaces those that have died or hang, and reports it. */
@NullMarked
package dev.baton.agent.supervision;

import org.jspecify.annotations.NullMarked;
