/**
 * The words of files, counted.
 *
 * <p>A word begins with a letter or a number and goes on over letters, numbers, marks and format
 * characters, but for the zero width space: the Unicode categories L, N, M and Cf. That is rule WB4
 * of UAX #29, by which marks, joiners and format characters belong to what is before them, applied
 * to runs of letters and digits. The rest of UAX #29 is left out on purpose:
 *
 * <ul>
 *   <li>Its rules for punctuation within words would make one word of {@code a_b}, {@code 3.14} and
 *       {@code don't}, which {@code grep -o '[[:alnum:]]+'}, the usual yardstick, takes apart.
 *   <li>They look ahead beyond the punctuation, while here one code point before a range tells
 *       whether a word reaches into it, see {@link WordBoundary}.
 *   <li>Scripts that are written without spaces need a dictionary, which the JDK's {@code
 *       BreakIterator} has none of: like it, this takes a run of letters for one word.
 *   <li>{@code BreakIterator} needs decoded text, and takes three times as long to find the words
 *       in it as it takes to read, find and count them here.
 * </ul>
 */
@NullMarked
package dev.baton.job.builtin.wordcount;

import org.jspecify.annotations.NullMarked;
