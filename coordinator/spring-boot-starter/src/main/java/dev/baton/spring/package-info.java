/** A pool as a bean of a Spring Boot application. */
@NullMarked
package dev.baton.spring;

import org.jspecify.annotations.NullMarked;
