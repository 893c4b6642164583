package dev.baton.codec.graph;

import dev.baton.codec.graph.Maker.Role;
import java.util.List;

/** The makers that one kind of graph is built with. */
record MakerChoice(List<Maker> keys, List<Maker> values, List<Maker> holders) {

  /** Objects of every kind. */
  static final MakerChoice EVERYTHING = of(Makers.ALL.list());

  /** Only what Java's serialisation can write. */
  static final MakerChoice SERIALIZABLE =
      of(Makers.ALL.list().stream().filter(MakerChoice::isSerializable).toList());

  private static MakerChoice of(List<Maker> makers) {
    return new MakerChoice(
        makers.stream().filter(maker -> maker.role() == Role.KEY).toList(),
        makers.stream().filter(maker -> maker.role() != Role.HOLDER).toList(),
        makers.stream().filter(maker -> maker.role() == Role.HOLDER).toList());
  }

  private static boolean isSerializable(Maker maker) {
    for (int variant = 0; variant < 12; variant++) {
      Source source = Source.ofSimpleValues(Choices.ofSeed(variant));
      if (!JavaSerialisation.canWrite(maker.make(source))) {
        return false;
      }
    }
    return true;
  }
}
