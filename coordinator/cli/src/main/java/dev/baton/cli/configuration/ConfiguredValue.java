package dev.baton.cli.configuration;

/**
 * A value that stands somewhere else than on the command line.
 *
 * @param text as it would be typed
 * @param place where it stands, for people
 */
public record ConfiguredValue(String text, String place) {}
