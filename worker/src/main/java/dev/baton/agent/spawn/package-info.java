/** Starts worker processes, or takes them from standby, and ends them. */
@NullMarked
package dev.baton.agent.spawn;

import org.jspecify.annotations.NullMarked;
