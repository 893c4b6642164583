package dev.baton.simulation;

import dev.baton.link.CoordinatorLinks;
import dev.baton.link.WorkerLinks;

/** The links of a process, whatever it is. */
public interface Links extends CoordinatorLinks, WorkerLinks {}
