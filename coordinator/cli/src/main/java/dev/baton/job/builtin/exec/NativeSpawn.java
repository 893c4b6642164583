package dev.baton.job.builtin.exec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The call of {@code posix_spawnp}: what a new process gets, and what it does not. One for all
 * processes. Thread-safe.
 */
final class NativeSpawn {

  private static final Arena GLOBAL = Arena.global();

  /** Larger than what any glibc has for its two kinds of structures. */
  private static final int STRUCTURE_BYTES = 1024;

  private static final int SIGNAL_SET_BYTES = 128;
  private static final short SETPGROUP = 0x02;
  private static final short SETSIGDEF = 0x04;
  private static final short SETSIGMASK = 0x08;
  private static final int FIRST_OF_THE_WORKER = 3;

  /** HUP, INT, QUIT, PIPE and TERM: workers are deaf to some, and commands would inherit that. */
  private static final int[] SIGNALS = {1, 2, 3, 13, 15};

  private static final int ENOENT = 2;
  private static final int E2BIG = 7;
  private static final int ENOEXEC = 8;
  private static final int EACCES = 13;
  private static final int ENOTDIR = 20;
  private static final int ENAMETOOLONG = 36;
  private static final int ELOOP = 40;

  private final Glibc library = new Glibc();
  private final SpawnFunctions functions = new SpawnFunctions();
  private final MemorySegment attributes = GLOBAL.allocate(STRUCTURE_BYTES, Long.BYTES);
  private final MemorySegment noInput = GLOBAL.allocateFrom("/dev/null");

  private NativeSpawn() {
    MemorySegment none = GLOBAL.allocate(SIGNAL_SET_BYTES, Long.BYTES);
    MemorySegment some = GLOBAL.allocate(SIGNAL_SET_BYTES, Long.BYTES);
    for (int signal : SIGNALS) {
      int index = (signal - 1) / Byte.SIZE;
      int bit = 1 << (signal - 1) % Byte.SIZE;
      some.set(JAVA_BYTE, index, (byte) (some.get(JAVA_BYTE, index) | bit));
    }
    functions.setAttributes(attributes, (short) (SETPGROUP | SETSIGDEF | SETSIGMASK), none, some);
  }

  /** The call, if this is a system that has it, and what else it takes to run a process. */
  static Optional<NativeSpawn> load() {
    boolean isLinux64 =
        System.getProperty("os.name").equals("Linux") && ADDRESS.byteSize() == Long.BYTES;
    try {
      return isLinux64 ? Optional.of(new NativeSpawn()) : Optional.empty();
    } catch (RuntimeException e) { // an older library, another one, or none is to be called
      return Optional.empty();
    }
  }

  Glibc library() {
    return library;
  }

  /**
   * Starts a process in a group of its own.
   *
   * @param out the descriptor that becomes its standard output
   * @param err the descriptor that becomes its standard error
   * @return its number
   */
  int start(List<String> argv, int out, int err) throws IOException, NotStartedException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment actions = arena.allocate(STRUCTURE_BYTES, Long.BYTES);
      functions.initActions(actions);
      try {
        functions.addOpen(actions, 0, noInput);
        functions.addDup(actions, out, 1);
        functions.addDup(actions, err, 2);
        // The worker's sockets and pipes: their end tells others that the worker is dead.
        functions.addCloseFrom(actions, FIRST_OF_THE_WORKER);
        MemorySegment pid = arena.allocate(JAVA_INT);
        int error = spawn(arena, pid, argv, actions);
        if (error == ENOEXEC) {
          error = spawn(arena, pid, ofShell(argv), actions);
        }
        if (error != 0) {
          throw refused(argv.getFirst(), error);
        }
        return pid.get(JAVA_INT, 0);
      } finally {
        functions.destroyActions(actions);
      }
    }
  }

  private int spawn(Arena arena, MemorySegment pid, List<String> argv, MemorySegment actions) {
    MemorySegment words = pointers(arena, argv);
    return functions.spawn(pid, words.get(ADDRESS, 0), actions, attributes, words);
  }

  /** A script without {@code #!} is the shell's: for {@code execvp}, and so for all other tools. */
  private static List<String> ofShell(List<String> argv) {
    List<String> words = new ArrayList<>(List.of("/bin/sh", ProgramFile.of(argv.getFirst())));
    words.addAll(argv.subList(1, argv.size()));
    return words;
  }

  /** Words as {@code execve} takes them. */
  private static MemorySegment pointers(Arena arena, List<String> words) {
    MemorySegment array = arena.allocate(ADDRESS, words.size() + 1L);
    for (int i = 0; i < words.size(); i++) {
      array.setAtIndex(ADDRESS, i, arena.allocateFrom(words.get(i)));
    }
    return array;
  }

  private NotStartedException refused(String program, int error) throws IOException {
    String message = library.message(error);
    return switch (error) {
      case ENOENT, ENOTDIR -> new NotStartedException(program + ": " + message, true);
      case EACCES, E2BIG, ENOEXEC, ENAMETOOLONG, ELOOP ->
          new NotStartedException(program + ": " + message, false);
      default -> throw new IOException("cannot start " + program + ": " + message);
    };
  }
}
