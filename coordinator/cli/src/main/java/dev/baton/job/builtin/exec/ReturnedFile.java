package dev.baton.job.builtin.exec;

/**
 * A file that a command has left, for the host of the coordinator.
 *
 * @param name which of {@link ReturnedFiles#names}, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares files
public record ReturnedFile(int name, byte[] content) {}
