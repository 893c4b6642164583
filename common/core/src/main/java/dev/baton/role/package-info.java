/**
 * What a process does, apart from the threads that do it: a {@link dev.baton.role.Role} knows no
 * thread, clock or sleep of its own, and a {@link dev.baton.role.RoleRunner} owns all three.
 */
@NullMarked
package dev.baton.role;

import org.jspecify.annotations.NullMarked;
