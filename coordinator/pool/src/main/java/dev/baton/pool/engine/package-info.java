/** The coordinator at work: roles on their threads, tasks that go in and answers that come out. */
@NullMarked
package dev.baton.pool.engine;

import org.jspecify.annotations.NullMarked;
