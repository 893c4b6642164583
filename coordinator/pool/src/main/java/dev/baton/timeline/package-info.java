/** What happened to each attempt of a pool's tasks, as spans of time on the lanes of workers. */
@NullMarked
package dev.baton.timeline;

import org.jspecify.annotations.NullMarked;
