package dev.baton.cli.report;

/**
 * A part of the report's page.
 *
 * @param id the name of the place in the page, such as {@code flames}: letters only
 * @param title its heading, as text
 * @param html what stands below the heading; it may load nothing; its scripts are elements without
 *     attributes
 */
public record ReportSection(String id, String title, String html) {}
