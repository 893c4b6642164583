/** Tests of host agents with a real broker and real workers. */
@NullMarked
package dev.baton.agent;

import org.jspecify.annotations.NullMarked;
