package dev.baton.store.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.EnvironmentException;
import dev.baton.Handoff;
import dev.baton.store.handoff.HandoffCalibration.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandoffCalibrationTest {

  private static final String HERE = "amd64, 2 x Test";
  private static final HandoffCalibration MEASURED =
      new HandoffCalibration(48 << 10, HERE, Instant.parse("2026-03-01T10:15:30Z"), "1.2");

  @TempDir private Path folder;

  @Test
  void whatWasWrittenIsRead() {
    MEASURED.write(file());

    assertThat(HandoffCalibration.read(file(), HERE)).isEqualTo(new Reading.Found(MEASURED));
    assertThat(HandoffRule.autoFromBytes(HandoffCalibration.read(file(), HERE)))
        .isEqualTo(48 << 10);
  }

  @Test
  void writingReplacesWhatWasThereAndLeavesNothingElse() throws IOException {
    MEASURED.write(file());
    new HandoffCalibration(80 << 10, HERE, MEASURED.measuredAt(), "1.3").write(file());

    assertThat(HandoffRule.autoFromBytes(HandoffCalibration.read(file(), HERE)))
        .isEqualTo(80 << 10);
    try (var files = Files.list(file().getParent())) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void fileIsForItsUserOnly() throws IOException {
    MEASURED.write(file());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void fileThatCannotBeWrittenIsNamed() throws IOException {
    Path notFolder = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> MEASURED.write(notFolder.resolve("handoff.properties")))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(notFolder.toString());
  }

  @Test
  void withoutFileTheConstantHolds() {
    Reading reading = HandoffCalibration.read(file(), HERE);

    assertThat(reading).isEqualTo(new Reading.Missing());
    assertThat(HandoffRule.autoFromBytes(reading)).isEqualTo(HandoffRule.AUTO_FROM_BYTES);
  }

  @Test
  void fileOfAnotherMachineIsIgnored() {
    MEASURED.write(file());

    assertIgnored("aarch64, 4 x Other", "another machine (" + HERE + ")");
  }

  @Test
  void fileOfAnotherFormatIsIgnored() throws IOException {
    MEASURED.write(file());
    Files.writeString(file(), Files.readString(file()).replace("format=1", "format=2"));

    assertIgnored(HERE, "format '2'");
  }

  @Test
  void fileOfAnotherBatonIsUsed() {
    new HandoffCalibration(48 << 10, HERE, MEASURED.measuredAt(), "99").write(file());

    assertThat(HandoffCalibration.read(file(), HERE)).isInstanceOf(Reading.Found.class);
  }

  @Test
  void garbageIsIgnored() throws IOException {
    Files.createDirectories(file().getParent());
    for (String garbage : new String[] {"", "\0\1\2", "\\u12", "format=1\nmachine=" + HERE}) {
      Files.writeString(file(), garbage);

      assertIgnored(HERE, "");
    }
    Files.write(file(), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1}); // no UTF-8
    assertIgnored(HERE, "cannot be read");
  }

  @Test
  void damagedNumberIsIgnored() throws IOException {
    MEASURED.write(file());
    Files.writeString(file(), Files.readString(file()).replace("49152", "4915x"));

    assertIgnored(HERE, "4915x");
  }

  @Test
  void directoryInItsPlaceIsIgnored() throws IOException {
    Files.createDirectories(file());

    assertIgnored(HERE, "cannot be read");
  }

  @Test
  void thresholdStaysWithinItsBounds() {
    assertThat(new HandoffCalibration(1, HERE, Instant.EPOCH, "").autoFromBytes())
        .isEqualTo(HandoffCalibration.LEAST_BYTES);
    assertThat(new HandoffCalibration(Long.MAX_VALUE, HERE, Instant.EPOCH, "").autoFromBytes())
        .isEqualTo(HandoffCalibration.MOST_BYTES);
  }

  @Test
  void sizeDecidesWithAutoOnly() {
    long threshold = HandoffRule.autoFromBytes(HandoffRule.calibration());

    assertThat(HandoffRule.isByReference(Handoff.AUTO, threshold)).isTrue();
    assertThat(HandoffRule.isByReference(Handoff.AUTO, threshold - 1)).isFalse();
    assertThat(HandoffRule.isByReference(Handoff.KRYO, Long.MAX_VALUE)).isFalse();
    assertThat(HandoffRule.isByReference(Handoff.SHARED, HandoffRule.SHARED_FROM_BYTES)).isTrue();
    assertThat(HandoffRule.isByReference(Handoff.AUTO, threshold - 1, true)).isFalse();
    assertThat(HandoffRule.isByReference(Handoff.AUTO, threshold - 1, false)).isTrue();
    assertThat(HandoffRule.isByReference(Handoff.SHARED, 1, false)).isTrue();
    assertThat(HandoffRule.isByReference(Handoff.KRYO, threshold, false)).isFalse();
  }

  @Test
  void modelOfAMachineNamesItsArchitecture() {
    assertThat(MachineModel.ofThisMachine()).startsWith(System.getProperty("os.arch") + ", ");
  }

  private void assertIgnored(String machine, String reason) {
    Reading reading = HandoffCalibration.read(file(), machine);
    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Unusable.class,
            unusable -> assertThat(unusable.why()).contains(file().toString(), reason));
    assertThat(HandoffRule.autoFromBytes(reading)).isEqualTo(HandoffRule.AUTO_FROM_BYTES);
  }

  private Path file() {
    return folder.resolve("state").resolve("handoff.properties");
  }
}
