/** Jobs run in this process, for tests. */
@NullMarked
package dev.baton.job;

import org.jspecify.annotations.NullMarked;
