package dev.baton.job.builtin.exec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The functions of the C library around {@code posix_spawnp}. Thread-safe. */
final class SpawnFunctions {

  private static final int O_RDONLY = 0;

  private final MethodHandle spawn =
      CFunctions.find(
          "posix_spawnp", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private final MethodHandle initActions =
      CFunctions.find("posix_spawn_file_actions_init", JAVA_INT, ADDRESS);
  private final MethodHandle destroyActions =
      CFunctions.find("posix_spawn_file_actions_destroy", JAVA_INT, ADDRESS);
  private final MethodHandle addOpen =
      CFunctions.find(
          "posix_spawn_file_actions_addopen",
          JAVA_INT,
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          JAVA_INT,
          JAVA_INT);
  private final MethodHandle addDup =
      CFunctions.find("posix_spawn_file_actions_adddup2", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private final MethodHandle addCloseFrom =
      CFunctions.find("posix_spawn_file_actions_addclosefrom_np", JAVA_INT, ADDRESS, JAVA_INT);
  private final MethodHandle initAttributes =
      CFunctions.find("posix_spawnattr_init", JAVA_INT, ADDRESS);
  private final MethodHandle setFlags =
      CFunctions.find("posix_spawnattr_setflags", JAVA_INT, ADDRESS, JAVA_SHORT);
  private final MethodHandle setDefaultSignals =
      CFunctions.find("posix_spawnattr_setsigdefault", JAVA_INT, ADDRESS, ADDRESS);
  private final MethodHandle setSignalMask =
      CFunctions.find("posix_spawnattr_setsigmask", JAVA_INT, ADDRESS, ADDRESS);
  private final MemorySegment environment = CFunctions.variable("environ");

  /** Starts a process in the environment of this one; returns 0 or an error. */
  int spawn(
      MemorySegment pid,
      MemorySegment program,
      MemorySegment actions,
      MemorySegment attributes,
      MemorySegment argv) {
    try {
      return (int)
          spawn.invokeExact(pid, program, actions, attributes, argv, environment.get(ADDRESS, 0));
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }

  void initActions(MemorySegment actions) {
    try {
      var _ = (int) initActions.invokeExact(actions);
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }

  void destroyActions(MemorySegment actions) {
    try {
      var _ = (int) destroyActions.invokeExact(actions);
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }

  /** Has the process open a file for reading. */
  void addOpen(MemorySegment actions, int descriptor, MemorySegment path) {
    try {
      var _ = (int) addOpen.invokeExact(actions, descriptor, path, O_RDONLY, 0);
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }

  void addDup(MemorySegment actions, int from, int to) {
    try {
      var _ = (int) addDup.invokeExact(actions, from, to);
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }

  void addCloseFrom(MemorySegment actions, int first) {
    try {
      var _ = (int) addCloseFrom.invokeExact(actions, first);
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }

  /** Fills in attributes, which are never let go of. */
  void setAttributes(
      MemorySegment attributes,
      short flags,
      MemorySegment signalMask,
      MemorySegment defaultSignals) {
    try {
      var _ = (int) initAttributes.invokeExact(attributes);
      var _ = (int) setSignalMask.invokeExact(attributes, signalMask);
      var _ = (int) setDefaultSignals.invokeExact(attributes, defaultSignals);
      var _ = (int) setFlags.invokeExact(attributes, flags);
    } catch (Throwable e) {
      throw CFunctions.unexpected(e);
    }
  }
}
