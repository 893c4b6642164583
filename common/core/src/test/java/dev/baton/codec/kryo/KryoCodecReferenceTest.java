package dev.baton.codec.kryo;

import static dev.baton.codec.kryo.Handles.NAME;
import static dev.baton.codec.kryo.Handles.codec;
import static dev.baton.codec.kryo.Handles.roundTrip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baton.Task;
import dev.baton.TaskEncodingException;
import dev.baton.TaskFunction;
import dev.baton.codec.Codec;
import dev.baton.codec.ReferenceType;
import dev.baton.codec.kryo.Handles.Constant;
import dev.baton.codec.kryo.Handles.Custom;
import dev.baton.codec.kryo.Handles.Handle;
import dev.baton.codec.kryo.Handles.HandleList;
import dev.baton.codec.kryo.Handles.Holder;
import dev.baton.codec.kryo.Handles.Opened;
import dev.baton.codec.kryo.Handles.Refused;
import dev.baton.codec.kryo.Handles.Ticket;
import dev.baton.codec.kryo.graph.RecordOutput;
import dev.baton.store.StoreLocations;
import java.io.Serializable;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Objects that travel as a few bytes which their owner defines. */
class KryoCodecReferenceTest {

  private final Codec codec = codec(Handles.TYPE, Handles.TICKETS);

  @Test
  void asTheRoot() {
    Handle handle = new Opened(NAME);

    assertThat(copy(handle)).isInstanceOf(Opened.class).extracting(Handle::name).isEqualTo(NAME);
    assertThat(codec.encode(handle).references()).containsExactly(handle);
  }

  @Test
  void capturedByALambda() throws Exception {
    Handle handle = new Opened(NAME);
    Task<String> task = () -> "read " + handle.name();
    TaskFunction<Integer, String> function = i -> handle.name().substring(i);
    Task<String> methodReference = handle::name;

    assertThat(copy(task).call()).isEqualTo("read " + NAME);
    assertThat(copy(function).apply(2)).isEqualTo(NAME.substring(2));
    assertThat(copy(methodReference).call()).isEqualTo(NAME);
    assertThat(codec.encode(task).references()).containsExactly(handle);
  }

  @Test
  void inFieldsOfRecordsAndObjects() {
    Holder holder = new Holder(new Opened(NAME), new Ticket("k"));

    Holder copy = copy(holder);

    assertThat(copy.handle().name()).isEqualTo(NAME);
    assertThat(copy.ticket().text).isEqualTo("k");
    assertThat(copy(new Samples.Pair<>(holder.handle(), 1)).first().name()).isEqualTo(NAME);
  }

  @Test
  void twiceInAListIsOneObject() {
    Handle one = new Opened("one");
    Handle other = new Opened("other");
    List<Handle> handles = List.of(other, one, other, one, new Opened("one"));

    List<Handle> copy = copy(handles);

    assertThat(copy.get(2)).isSameAs(copy.get(0));
    assertThat(copy.get(3)).isSameAs(copy.get(1));
    assertThat(copy.get(4)).isNotSameAs(copy.get(1));
    List<Object> references = codec.encode(handles).references();
    assertThat(references).hasSize(3);
    assertThat(references.get(0)).isSameAs(other);
    assertThat(references.get(1)).isSameAs(one);
    assertThat(references.get(2)).isSameAs(handles.get(4));
  }

  @Test
  void goesBeforeAllOtherRules() {
    Handle lambda = () -> NAME;
    Handle refused = new Refused(new Socket());
    Handle custom = new Custom();

    assertThat(copy(lambda).name()).isEqualTo(NAME);
    assertThat(copy(refused).name()).isEqualTo("refused");
    assertThat(copy(custom).name()).isEqualTo("custom");
    List<Handle> constants = List.of(Constant.ONLY, Constant.ONLY);
    assertThat(copy(constants)).extracting(Handle::name).containsExactly("ONLY", "ONLY");
    assertThat(codec.encode(constants).references()).hasSize(1);
  }

  @Test
  void needsNoPlaceOnTheAllowList() {
    ReferenceType<StoreLocations> inside =
        new ReferenceType<>(
            StoreLocations.class,
            places -> Handles.text(places.memory().toString()),
            (bytes, _) -> new StoreLocations(Path.of(Handles.text(bytes)), Path.of("d")));
    StoreLocations places = new StoreLocations(Path.of("m"), Path.of("d"));

    assertThatExceptionOfType(TaskEncodingException.class).isThrownBy(() -> codec.encode(places));
    assertThat(roundTrip(codec(inside), places)).isEqualTo(places);
  }

  @Test
  void firstOfSeveralTypesWins() {
    ReferenceType<Custom> special =
        new ReferenceType<>(
            Custom.class, custom -> Handles.text("special"), (bytes, _) -> new Custom());
    ReferenceType<Handle> general = Handles.TYPE;

    assertThat(roundTrip(codec(general, special), new Custom())).isInstanceOf(Opened.class);
    assertThat(roundTrip(codec(special, general), new Custom())).isInstanceOf(Custom.class);
  }

  @Test
  void takesFewBytes() {
    Handle handle = new Opened(NAME);
    Task<String> with = () -> handle.name();

    long header = RecordOutput.HEADER;
    assertThat(codec.encode(handle).size()).isEqualTo(header + NAME.length() + 4);
    // All the rest is how a lambda names the place where it stands.
    assertThat(codec.encode(with).size()).isLessThan(320);
    Object[] one = {handle};
    assertThat(codec.encode(one).size() - codec.encode(new Object[0]).size())
        .isEqualTo(NAME.length() + 4);
    assertThat(codec.encode(List.of(handle, handle)).size())
        .isLessThanOrEqualTo(codec.encode(List.of(handle)).size() + 4);
  }

  @Test
  void recordsWithoutReferencesNameNone() {
    assertThat(codec.encode(List.of("x", new int[3])).references()).isEmpty();
    codec.encode(new Opened(NAME));
    assertThat(codec.encode("x").references()).isEmpty();
  }

  @Test
  void javasFormWorksAsEverBesides() {
    Function<String, Integer> length = (Function<String, Integer> & Serializable) String::length;
    TreeSet<String> set = new TreeSet<>(Comparator.comparing(length));
    set.add("abc");
    HandleList list = new HandleList(null);
    list.add("x");

    assertThat(copy(set)).containsExactly("abc");
    assertThat(copy(list)).containsExactly("x");
    assertThat(copy(new EnumMap<>(Constant.class))).isEmpty();
    assertThat(copy(new Samples.Celsius(20)).resolved).isTrue();
  }

  @Test
  void objectsThatAreWrittenInJavasFormHoldReferencesToo() {
    HandleList list = new HandleList(new Opened(NAME));

    Samples.Pair<?, ?> copy = copy(new Samples.Pair<>(list.handle(), list));

    assertThat(((HandleList) copy.second()).handle()).isSameAs(copy.first());
  }

  @SuppressWarnings("unchecked")
  private <T> T copy(T value) {
    return (T) roundTrip(codec, value);
  }
}
