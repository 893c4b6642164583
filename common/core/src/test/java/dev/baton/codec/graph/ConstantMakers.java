package dev.baton.codec.graph;

import java.util.Arrays;
import java.util.List;

/** Constants: of enums, and classes as values. */
final class ConstantMakers {

  private ConstantMakers() {}

  static void addTo(Makers to) {
    List<Object> constants = constantsOfJdk();
    to.key("enum of the JDK", source -> constants.get(source.below(constants.size())));
    to.key("enum of the user", source -> source.oneOf(UserConstants.Color.values()));
    to.key("enum with bodies", source -> source.oneOf(UserConstants.Shape.values()));
    to.key("enum with many constants", source -> source.oneOf(UserConstants.Many.values()));
    to.key("enum with fields", source -> source.oneOf(UserConstants.Planet.values()));
    to.key("constant of a class", source -> UserConstants.Missing.INSTANCE);
    to.key(
        "constants of a class",
        source -> source.oneOf(UserConstants.Level.LOW, UserConstants.Level.HIGH));
    to.key("constant by readResolve", source -> UserConstants.Resolved.ONLY);
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
                UserConstants.Color[].class,
                Override.class,
                UserTypes.Derived.class));
  }

  /** All constants of all enums of the JDK that may travel. */
  static List<Object> constantsOfJdk() {
    return AllowedJdkClasses.ALL.stream()
        .filter(Class::isEnum)
        .<Object>flatMap(type -> Arrays.stream(type.getEnumConstants()))
        .toList();
  }
}
