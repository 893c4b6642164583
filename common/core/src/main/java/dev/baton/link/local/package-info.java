/** Links between processes of one host and one user, over Unix domain sockets. */
@NullMarked
package dev.baton.link.local;

import org.jspecify.annotations.NullMarked;
