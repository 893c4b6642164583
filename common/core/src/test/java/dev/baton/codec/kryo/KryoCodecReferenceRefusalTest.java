package dev.baton.codec.kryo;

import static dev.baton.codec.kryo.Handles.NAME;
import static dev.baton.codec.kryo.Handles.codec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.baton.BatonException;
import dev.baton.EnvironmentException;
import dev.baton.Task;
import dev.baton.TaskDecodingException;
import dev.baton.TaskEncodingException;
import dev.baton.codec.Codec;
import dev.baton.codec.ReferenceType;
import dev.baton.codec.kryo.Handles.Handle;
import dev.baton.codec.kryo.Handles.Opened;
import dev.baton.codec.kryo.Handles.Refused;
import dev.baton.codec.kryo.Handles.Ticket;
import dev.baton.codec.kryo.graph.RecordOutput;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** References that cannot be written or read. */
class KryoCodecReferenceRefusalTest {

  private final Codec codec = codec(Handles.TYPE, Handles.TICKETS);

  @Test
  void unknownNumberIsNamed() {
    byte[] record = codec.encodeToBytes(new Ticket("k"));

    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> codec(Handles.TYPE).decode(record))
        .withMessageContaining("a reference of kind 401")
        .withMessageContaining("same version of Baton");
  }

  @Test
  void whatTheOwnerThrowsWhenWritingReachesTheCaller() {
    BatonException gone = new EnvironmentException("gone");
    Handle closed = Handles.throwing(new IllegalStateException("closed"));
    Handle lost = Handles.throwing(gone);
    Handle broken = Handles.throwing(new UnsupportedOperationException("broken"));
    Task<String> task = closed::name;

    assertThatIllegalStateException().isThrownBy(() -> codec.encode(task)).withMessage("closed");
    assertThatExceptionOfType(BatonException.class)
        .isThrownBy(() -> codec.encode(List.of(lost)))
        .isSameAs(gone);
    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> codec.encode(List.of(broken)))
        .withMessageContaining("broken");
    assertThat(OffHeap.roundTrip(codec, "works on")).isEqualTo("works on");
  }

  @Test
  void whatTheOwnerThrowsWhenReadingReachesTheCaller() {
    byte[] record = codec.encodeToBytes(List.of(new Opened(NAME)));
    BatonException gone = new EnvironmentException("gone");

    assertThatIllegalStateException()
        .isThrownBy(() -> refusing(new IllegalStateException("closed")).decode(record))
        .withMessage("closed");
    assertThatExceptionOfType(BatonException.class)
        .isThrownBy(() -> OffHeap.decode(refusing(gone), record))
        .isSameAs(gone);
    assertThatExceptionOfType(TaskDecodingException.class)
        .isThrownBy(() -> refusing(new UnsupportedOperationException("broken")).decode(record))
        .withMessageContaining("broken");
  }

  @Test
  void whatIsInsideAReferenceIsNotBlamed() {
    Socket socket = new Socket();
    Map<String, Object> value =
        Map.of("map", List.of(new Refused(socket), List.of(List.of(socket))));

    assertThatExceptionOfType(TaskEncodingException.class)
        .isThrownBy(() -> codec.encode(value))
        .satisfies(e -> assertThat(e.path()).endsWith("[\"map\"][1][0][0]"));
  }

  @Test
  void hostileReferencesAreBounded() {
    byte[] record = codec.encodeToBytes(new Opened(NAME));
    int length = RecordOutput.HEADER + 3;
    assertThat(record[length]).isEqualTo((byte) NAME.length());
    for (int claimed : new int[] {NAME.length() + 1, 127}) {
      byte[] hostile = record.clone();
      hostile[length] = (byte) claimed;

      assertThatExceptionOfType(TaskDecodingException.class)
          .isThrownBy(() -> codec.decode(hostile));
      assertThatExceptionOfType(TaskDecodingException.class)
          .isThrownBy(() -> OffHeap.decode(codec, hostile));
    }
  }

  @Test
  void typesOfTheJdkAreNoReferences() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ReferenceType<>(
                    List.class, list -> new byte[0], (bytes, _) -> new ArrayList<>()))
        .withMessageContaining("java.util.List");
  }

  private static Codec refusing(RuntimeException failure) {
    return codec(
        new ReferenceType<>(
            Handle.class,
            Handles::toBytes,
            (bytes, _) -> {
              throw failure;
            }));
  }
}
