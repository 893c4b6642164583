/** A small HTTP server for what commands show to browsers and to other programs. */
@NullMarked
package dev.baton.cli.web;

import org.jspecify.annotations.NullMarked;
