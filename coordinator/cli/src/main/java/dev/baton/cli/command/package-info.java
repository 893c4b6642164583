/** What commands share: options, their groups in the help, and how picocli is set up. */
@NullMarked
package dev.baton.cli.command;

import org.jspecify.annotations.NullMarked;
