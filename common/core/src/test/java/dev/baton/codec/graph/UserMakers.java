package dev.baton.codec.graph;

import dev.baton.codec.graph.LambdaMakers.SerialSupplier;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Objects of the user's classes. */
@SuppressWarnings({"ClassCanBeStatic", "UnusedVariable", "serial", "unused"})
final class UserMakers {

  private final @Nullable Object held;

  private UserMakers(@Nullable Object held) {
    this.held = held;
  }

  /** An inner class holds its outer object. */
  final class Inner {
    final @Nullable Object own;

    Inner(@Nullable Object own) {
      this.own = own;
    }
  }

  static void addTo(Makers to) {
    addPlain(to);
    addRecords(to);
    addNested(to);
    addCollections(to);
    addSelfWritten(to);
    addTyped(to);
  }

  private static void addPlain(Makers to) {
    to.holder("plain class", source -> filled(source, new UserTypes.Node(source.number())));
    to.holder("class with superclass", UserMakers::derived);
    to.holder("Serializable class", UserMakers::serialNode);
    to.holder(
        "Serializable class on a plain one",
        source -> {
          UserTypes.OnPlainBase object = source.remember(new UserTypes.OnPlainBase());
          object.left = source.any();
          return object;
        });
    to.holder("class with equals", source -> new UserTypes.Keyed(source.number(), source.any()));
    to.holder("generic class", source -> new UserTypes.Generic<>(source.any()));
    to.value("comparator", source -> new UserTypes.ByLength());
  }

  static UserTypes.Node filled(Source source, UserTypes.Node node) {
    source.remember(node);
    node.left = source.any();
    node.right = source.any();
    node.text = source.oneOf(source.text(), null);
    source.openEnd(value -> node.right = value);
    return node;
  }

  private static Object derived(Source source) {
    UserTypes.Derived derived = new UserTypes.Derived(source.number());
    filled(source, derived);
    derived.left = source.any();
    return derived;
  }

  static UserTypes.SerialNode serialNode(Source source) {
    UserTypes.SerialNode node = source.remember(new UserTypes.SerialNode(source.number()));
    node.left = source.any();
    source.openEnd(value -> node.left = value);
    return node;
  }

  private static void addRecords(Makers to) {
    to.holder("record", source -> new UserTypes.Pair(source.any(), source.any()));
    to.holder(
        "Serializable record", source -> new UserTypes.SerialPair(source.number(), source.any()));
    to.key(
        "record of primitives",
        source -> new UserTypes.Small((byte) 1, (short) 2, 'c', true, 1f, 2.0, 3L, 4));
    to.key("record without components", source -> new UserTypes.Nothing());
    to.key("record that checks", source -> new UserTypes.Range(source.number(), 1_000_000));
    to.holder(
        "generic record",
        source -> new UserTypes.Typing<>(source.texts(), source.texts().toArray(String[]::new)));
  }

  private static void addNested(Makers to) {
    to.holder("inner object", source -> new UserMakers(source.any()).new Inner(source.any()));
    to.holder("anonymous object", source -> anonymous(source.any()));
    to.holder("anonymous Serializable object", source -> anonymousSerializable(source.any()));
    to.holder(
        "local object",
        source -> {
          @Nullable Object captured = source.any();
          class Local {
            @Nullable Object get() {
              return captured;
            }
          }
          return new Local();
        });
  }

  private static Object anonymous(@Nullable Object captured) {
    return new Supplier<@Nullable Object>() {
      final int number = 3;

      @Override
      public @Nullable Object get() {
        return captured;
      }
    };
  }

  private static Serializable anonymousSerializable(@Nullable Object captured) {
    return new SerialSupplier<@Nullable Object>() {
      @Override
      public @Nullable Object get() {
        return captured;
      }
    };
  }

  private static void addCollections(Makers to) {
    to.holder(
        "subclass of ArrayList",
        source -> {
          UserTypes.NamedList list = source.remember(new UserTypes.NamedList());
          list.name = source.any();
          list.addAll(source.anys());
          source.openEnd(list::add);
          return list;
        });
    to.holder(
        "subclass of LinkedHashMap", source -> MapMakers.filled(source, new UserTypes.Cache()));
    to.holder(
        "subclass of TreeSet",
        source -> {
          UserTypes.Names names = source.remember(new UserTypes.Names());
          names.owner = source.any();
          names.addAll(source.texts());
          return names;
        });
    to.holder("subclass of AbstractList", source -> new UserTypes.Once(source.any()));
  }

  private static void addSelfWritten(Makers to) {
    to.holder("writeObject with more", UserMakers::withExtra);
    to.holder(
        "writeObject by hand",
        source -> {
          SelfWritten.ByHand object = source.remember(new SelfWritten.ByHand());
          object.elements.addAll(source.anys());
          source.openEnd(object.elements::add);
          return object;
        });
    to.holder(
        "putFields",
        source -> {
          SelfWritten.OtherFields object = source.remember(new SelfWritten.OtherFields());
          object.number = source.number();
          object.left = source.any();
          return object;
        });
    to.holder(
        "writeObject of what is not read",
        source -> {
          SelfWritten.Unread object = source.remember(new SelfWritten.Unread());
          object.left = source.any();
          return object;
        });
    to.holder("writeObject at some levels", UserMakers::levels);
    to.holder("Externalizable", UserMakers::external);
    to.holder("writeReplace by a proxy", source -> new SelfWritten.Proxied(source.any()));
    to.value("writeReplace by another", source -> new SelfWritten.Replaced(source.number()));
    to.value("writeUnshared", source -> new SelfWritten.Unshared());
    to.holder(
        "registerValidation",
        source -> {
          SelfWritten.Validated object = source.remember(new SelfWritten.Validated());
          object.left = source.any();
          return object;
        });
    to.holder(
        "writeObject on ArrayList",
        source -> {
          SelfWritten.History history = source.remember(new SelfWritten.History());
          history.addAll(source.anys());
          history.last = source.any();
          source.openEnd(value -> history.last = value);
          return history;
        });
  }

  static SelfWritten.WithExtra withExtra(Source source) {
    SelfWritten.WithExtra object = source.remember(new SelfWritten.WithExtra());
    object.left = source.any();
    object.extra = source.any();
    object.count = source.number();
    object.text = source.flip() ? null : "text " + source.number();
    source.openEnd(value -> object.extra = value);
    return object;
  }

  private static Object levels(Source source) {
    SelfWritten.Level3 object = source.remember(new SelfWritten.Level3());
    object.first = source.any();
    object.second = source.any();
    object.third = source.any();
    source.openEnd(value -> object.first = value);
    return object;
  }

  private static Object external(Source source) {
    SelfWritten.External object = source.remember(new SelfWritten.External());
    object.number = source.number();
    object.left = source.any();
    object.right = source.any();
    source.openEnd(value -> object.left = value);
    return object;
  }

  /** Objects in fields whose type is an interface of them. */
  private static void addTyped(Makers to) {
    to.holder(
        "class with fields of collections",
        source -> {
          UserTypes.Typed typed = source.remember(new UserTypes.Typed());
          for (int i = 0; i < 4; i++) {
            fillAllThatFit(typed, source.any());
          }
          return typed;
        });
    to.holder("list of classes with fields", source -> List.of(UserMakers.serialNode(source)));
  }

  static void fillAllThatFit(UserTypes.Typed typed, @Nullable Object object) {
    for (Field field : UserTypes.Typed.class.getDeclaredFields()) {
      if (field.getType().isInstance(object)) {
        try {
          field.set(typed, object);
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
