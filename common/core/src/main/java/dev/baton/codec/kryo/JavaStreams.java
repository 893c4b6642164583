package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The two streams of a session for classes that write and read themselves; made when needed. */
final class JavaStreams {

  private final Kryo kryo;
  private final RecordOutput recordOutput;
  private final RecordInput recordInput;
  private final Substitutions substitutions;
  private final GraphReferences references;
  private @Nullable JavaOutput output;
  private @Nullable JavaInput input;

  JavaStreams(
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

  JavaOutput output() {
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

  JavaInput input() {
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

  /** Calls what classes have registered to be called when the whole graph has been read. */
  void validate() throws IOException {
    if (input != null) {
      input.validate();
    }
  }

  /** Forgets what a record that was read has left behind. */
  void forget() {
    if (input != null) {
      input.forget();
    }
  }
}
