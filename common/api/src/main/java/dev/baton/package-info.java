/** The language in which users write tasks: tasks, their context, shared data, and errors. */
@NullMarked
package dev.baton;

import org.jspecify.annotations.NullMarked;
