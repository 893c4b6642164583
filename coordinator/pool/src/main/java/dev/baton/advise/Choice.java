package dev.baton.advise;

/**
 * One decision, and why.
 *
 * @param subject what is decided, such as {@code workers}
 * @param value for what
 * @param reason a full sentence
 */
public record Choice(String subject, String value, String reason) {}
