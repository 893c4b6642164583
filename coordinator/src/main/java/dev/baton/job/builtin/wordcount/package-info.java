/** The words of files, counted. */
@NullMarked
package dev.baton.job.builtin.wordcount;

import org.jspecify.annotations.NullMarked;
