/** The rules of the design that no compiler holds. */
package dev.baton.architecture;
