/** The language that users write tasks in. */
@NullMarked
package dev.baton;

import org.jspecify.annotations.NullMarked;
