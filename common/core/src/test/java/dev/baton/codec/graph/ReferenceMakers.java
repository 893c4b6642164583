package dev.baton.codec.graph;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Boxes for one object, or a few. */
final class ReferenceMakers {

  private ReferenceMakers() {}

  static void addTo(Makers to) {
    to.holder("Optional", source -> Optional.ofNullable(source.any()));
    to.holder(
        "AtomicReference",
        source -> {
          AtomicReference<@Nullable Object> reference = new AtomicReference<>(source.any());
          source.openEnd(reference::set);
          return reference;
        });
    to.holder(
        "AtomicReferenceArray", source -> new AtomicReferenceArray<>(source.anys().toArray()));
  }
}
