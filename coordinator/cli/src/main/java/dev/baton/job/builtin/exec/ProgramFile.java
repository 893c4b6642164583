package dev.baton.job.builtin.exec;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where the file of a program is. */
final class ProgramFile {

  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  private ProgramFile() {}

  /** The file that {@code execvp} runs; the program's name if there is none. */
  static String of(String program) {
    if (program.contains("/")) {
      return program;
    }
    String path = System.getenv().getOrDefault("PATH", "/bin:/usr/bin");
    return SEPARATOR
        .splitAsStream(path)
        .map(folder -> (folder.isEmpty() ? "." : folder) + '/' + program)
        .filter(file -> Files.isExecutable(Path.of(file)) && Files.isRegularFile(Path.of(file)))
        .findFirst()
        .orElse(program);
  }
}
