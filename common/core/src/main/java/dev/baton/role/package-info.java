/**
 * What a process does, separate from the threads that do it: a {@link dev.baton.role.Role} has no
 * thread, clock or sleep of its own; a {@link dev.baton.role.RoleRunner} owns all three.
 */
@NullMarked
package dev.baton.role;

import org.jspecify.annotations.NullMarked;
