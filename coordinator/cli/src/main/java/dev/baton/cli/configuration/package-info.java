/** Values of options that are in a file or in the environment. */
@NullMarked
package dev.baton.cli.configuration;

import org.jspecify.annotations.NullMarked;
