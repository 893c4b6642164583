package dev.baton.cli.log;

/**
 * Whose log it is.
 *
 * @param role the command, such as {@code run} or {@code worker}
 * @param host the name of the host
 * @param pid the process
 */
public record LogSource(String role, String host, long pid) {}
