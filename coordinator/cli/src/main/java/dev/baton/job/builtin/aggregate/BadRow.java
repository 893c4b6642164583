package dev.baton.job.builtin.aggregate;

/**
 * A row that cannot be read.
 *
 * @param row its number among the rows of its range, from 0
 * @param text the beginning of it, fit to be shown
 * @param reason what is wrong with it
 */
record BadRow(long row, String text, String reason) {}
