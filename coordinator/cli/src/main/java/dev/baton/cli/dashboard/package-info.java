/** {@code --dashboard} and {@code baton dashboard}: a page that shows what happens, live. */
@NullMarked
package dev.baton.cli.dashboard;

import org.jspecify.annotations.NullMarked;
