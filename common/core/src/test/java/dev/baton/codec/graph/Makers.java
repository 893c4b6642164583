package dev.baton.codec.graph;

import dev.baton.codec.graph.Maker.How;
import dev.baton.codec.graph.Maker.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All kinds of objects that graphs are made of. */
final class Makers {

  static final Makers ALL = new Makers();

  private final List<Maker> makers = new ArrayList<>();

  private Makers() {
    List<Consumer<Makers>> families =
        List.of(
            SimpleMakers::addTo,
            NetAndFileMakers::addTo,
            TimeMakers::addTo,
            TextMakers::addTo,
            OtherMakers::addTo,
            DesktopMakers::addTo,
            ConstantMakers::addTo,
            CollectionMakers::addTo,
            MapMakers::addTo,
            QueueMakers::addTo,
            WrapperMakers::addTo,
            ViewMakers::addTo,
            ReferenceMakers::addTo,
            ThrowableMakers::addTo,
            UserMakers::addTo,
            LambdaMakers::addTo);
    families.forEach(family -> family.accept(this));
  }

  void key(String name, How how) {
    makers.add(new Maker(name, Role.KEY, how));
  }

  void value(String name, How how) {
    makers.add(new Maker(name, Role.VALUE, how));
  }

  void holder(String name, How how) {
    makers.add(new Maker(name, Role.HOLDER, how));
  }

  List<Maker> list() {
    return List.copyOf(makers);
  }
}
