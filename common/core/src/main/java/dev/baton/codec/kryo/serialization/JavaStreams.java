package dev.baton.codec.kryo.serialization;

import com.esotericsoftware.kryo.Kryo;
import dev.baton.codec.kryo.graph.GraphReferences;
import dev.baton.codec.kryo.graph.RecordInput;
import dev.baton.codec.kryo.graph.RecordOutput;
import dev.baton.codec.kryo.graph.Substitutions;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The two streams of a session for classes that write and read themselves; created when needed. */
public final class JavaStreams {

  private final Kryo kryo;
  private final RecordOutput recordOutput;
  private final RecordInput recordInput;
  private final Substitutions substitutions;
  private final GraphReferences references;
  private @Nullable JavaOutput output;
  private @Nullable JavaInput input;

  public JavaStreams(
      Kryo kryo,
      RecordOutput recordOutput,
      RecordInput recordInput,
      Substitutions substitutions,
      GraphReferences references) {
    this.kryo = kryo;
    this.recordOutput = recordOutput;
    this.recordInput = recordInput;
    this.substitutions = substitutions;
    this.references = references;
  }

  public JavaOutput output() {
    JavaOutput known = output;
    if (known == null) {
      try {
        known = new JavaOutput(kryo, recordOutput, substitutions, references);
      } catch (IOException e) {
        throw new UncheckedIOException("memory does not fail", e);
      }
      output = known;
    }
    return known;
  }

  public JavaInput input() {
    JavaInput known = input;
    if (known == null) {
      try {
        known = new JavaInput(kryo, recordInput);
      } catch (IOException e) {
        throw new UncheckedIOException("memory does not fail", e);
      }
      input = known;
    }
    return known;
  }

  /**
   * Runs the validations that classes have registered for the time when the whole graph has been
   * read.
   */
  public void validate() throws IOException {
    if (input != null) {
      input.validate();
    }
  }

  /** Forgets the state of a record that was read. */
  public void forget() {
    if (input != null) {
      input.forget();
    }
  }
}
