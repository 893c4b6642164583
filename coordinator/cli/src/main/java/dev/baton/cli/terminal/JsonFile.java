package dev.baton.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.baton.config.FileProblem;
import java.nio.file.Path;

/** Files of JSON that a command writes because its user asked for them. */
public final class JsonFile {

  private JsonFile() {}

  /**
   * Writes a file in one step: whoever reads it sees all of it or what was there before.
   *
   * @param what what messages call it, such as "report"
   * @throws dev.baton.EnvironmentException naming the file
   */
  public static void write(Path file, String what, Object content) {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    try {
      OutputFile.write(file, what, mapper.writeValueAsString(content) + "\n");
    } catch (JsonProcessingException e) {
      throw FileProblem.cannotWrite("the " + what + " " + file, e);
    }
  }
}
