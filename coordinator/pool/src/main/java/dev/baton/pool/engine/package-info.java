/**
 * The running coordinator: its roles on their threads, the tasks that go in and the answers that
 * come out.
 */
@NullMarked
package dev.baton.pool.engine;

import org.jspecify.annotations.NullMarked;
