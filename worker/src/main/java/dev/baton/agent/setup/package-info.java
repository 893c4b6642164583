/** What a host runs: its workers, and the sizes of its store. */
@NullMarked
package dev.baton.agent.setup;

import org.jspecify.annotations.NullMarked;
