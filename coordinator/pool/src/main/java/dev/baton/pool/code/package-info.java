/** A program's classes for workers that do not have them: which jars, and to which hosts. */
@NullMarked
package dev.baton.pool.code;

import org.jspecify.annotations.NullMarked;
