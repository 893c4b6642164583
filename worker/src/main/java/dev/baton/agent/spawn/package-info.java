/** Worker processes: started, or taken from those that stand by, and ended. */
@NullMarked
package dev.baton.agent.spawn;

import org.jspecify.annotations.NullMarked;
