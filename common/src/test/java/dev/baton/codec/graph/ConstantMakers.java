package dev.baton.codec.graph;

import java.util.List;

/** Constants: of enums, and classes as values. */
final class ConstantMakers {

  private ConstantMakers() {}

  static void addTo(Makers to) {
    for (Class<?> type : AllowedJdkClasses.ALL) {
      if (type.isEnum()) {
        Object[] constants = type.getEnumConstants();
        to.key(type.getName(), source -> constants[source.below(constants.length)]);
      }
    }
    to.key("enum of the user", source -> source.oneOf(UserTypes.Color.values()));
    to.key("enum with bodies", source -> source.oneOf(UserTypes.Shape.values()));
    to.key("enum with many constants", source -> source.oneOf(UserTypes.Many.values()));
    to.key("enum with fields", source -> source.oneOf(UserTypes.Planet.values()));
    to.key("constant of a class", source -> UserTypes.Missing.INSTANCE);
    to.key(
        "constants of a class", source -> source.oneOf(UserTypes.Level.LOW, UserTypes.Level.HIGH));
    to.key("constant by readResolve", source -> UserTypes.Resolved.ONLY);
    to.value("marker object", source -> new Object());
    to.key(
        "Class",
        source ->
            source.oneOf(
                int.class,
                void.class,
                String.class,
                int[][].class,
                List.class,
                UserTypes.Node.class,
                UserTypes.Color[].class,
                Override.class,
                UserTypes.Derived.class));
  }
}
