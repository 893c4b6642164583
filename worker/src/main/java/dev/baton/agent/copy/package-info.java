/** Copies, on this host, of data that lies on others. */
@NullMarked
package dev.baton.agent.copy;

import org.jspecify.annotations.NullMarked;
