package dev.baton.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/** An object stream that shows each object before it writes it. */
final class VisitedObjectOutput extends ObjectOutputStream {

  private final Consumer<Object> visitor;

  VisitedObjectOutput(OutputStream out, Consumer<Object> visitor) throws IOException {
    super(out);
    this.visitor = visitor;
    enableReplaceObject(true);
  }

  @Override
  protected Object replaceObject(Object object) {
    visitor.accept(object);
    return object;
  }
}
