package dev.baton.job.builtin.exec;

/**
 * How a process ended.
 *
 * @param exitCode −1 if a signal ended it
 * @param signal that ended it, or 0
 * @param use of the machine
 */
record ProcessEnd(int exitCode, int signal, ResourceUse use) {}
