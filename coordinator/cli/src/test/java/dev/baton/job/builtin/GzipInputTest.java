package dev.baton.job.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.job.JobFailedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipInputTest {

  private static final byte[] ONE = member("one");
  private static final byte[] TWO = member("two two");
  private static final byte[] BOTH = joined(ONE, TWO);
  private static final byte[] BOTH_TEXTS = utf8("onetwo two");

  @Test
  void readsTheContentOfAllMembers() throws IOException {
    assertThat(read(BOTH)).isEqualTo("onetwo two");
    assertThat(read(joined(member(""), ONE, member(""), member(""), TWO, member(""))))
        .isEqualTo("onetwo two");
    assertThat(read(member(""))).isEmpty();
  }

  @Test
  void readsAMemberLargerThanItsBuffers() throws IOException {
    byte[] random = new byte[300_000];
    new Random(1).nextBytes(random);
    byte[] compressed = joined(compress(random), compress(random));
    try (GzipInput in = new GzipInput(new ByteArrayInputStream(compressed))) {
      assertThat(in.readAllBytes()).isEqualTo(joined(random, random));
    }
  }

  @Test
  void readsAStreamThatGivesAByteAtATimeAndNeverSaysWhatItHas() throws IOException {
    InputStream slow =
        new FilterInputStream(new ByteArrayInputStream(BOTH)) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(1, length));
          }

          @Override
          public int available() {
            return 0;
          }
        };
    try (GzipInput in = new GzipInput(slow)) {
      assertThat(in.read()).isEqualTo('o');
      assertThat(in.read(new byte[3], 0, 0)).isZero();
      assertThat(in.readAllBytes()).isEqualTo(utf8("netwo two"));
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void readsVeryManyMembers() throws IOException {
    byte[] many = new byte[300_000 * ONE.length];
    for (int i = 0; i < many.length; i += ONE.length) {
      System.arraycopy(ONE, 0, many, i, ONE.length);
    }
    assertThat(read(many)).hasSize(900_000);
  }

  @Test
  void refusesAFileThatIsCutAnywhereButBetweenMembers() throws IOException {
    for (int length = 1; length < BOTH.length; length++) {
      byte[] cut = Arrays.copyOf(BOTH, length);
      if (length == ONE.length) {
        assertThat(read(cut)).isEqualTo("one");
      } else {
        assertThatThrownBy(() -> read(cut))
            .as("%d bytes", length)
            .isInstanceOf(JobFailedException.class)
            .hasMessageContaining(
                "ends at byte %d, within member %d"
                    .formatted(cut.length, cut.length < ONE.length ? 1 : 2));
      }
    }
  }

  @Test
  void neverGivesOtherContentForABitThatIsWrong() throws IOException {
    for (int bit = 0; bit < 8 * BOTH.length; bit++) {
      byte[] damaged = BOTH.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      try (GzipInput in = new GzipInput(new ByteArrayInputStream(damaged))) {
        assertThat(in.readAllBytes()).as("bit %d", bit).isEqualTo(BOTH_TEXTS);
      } catch (JobFailedException e) {
        assertThat(e).message().containsAnyOf("damaged at byte", "no complete gzip file");
      }
    }
  }

  @Test
  void saysWhereAFileIsDamaged() {
    byte[] checkSum = BOTH.clone();
    checkSum[BOTH.length - 8]++;
    assertThatThrownBy(() -> read(checkSum))
        .hasMessage(
            "the gzip file is damaged at byte %d, in member 2, which begins at byte %d: its content is not the one its check sum was made of"
                .formatted(BOTH.length - 4, ONE.length));
  }

  @Test
  void refusesWhatIsNoGzipFile() {
    assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("it is empty");
    assertThatThrownBy(() -> read(utf8("text"))).hasMessageContaining("does not begin like one");
    assertThatThrownBy(() -> read(new byte[100])).hasMessageContaining("does not begin like one");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 511, 100_000})
  void takesZerosBehindTheLastMemberForPadding(int count) throws IOException {
    try (GzipInput in =
        new GzipInput(new ByteArrayInputStream(Arrays.copyOf(BOTH, BOTH.length + count)))) {
      assertThat(in.readAllBytes()).isEqualTo(BOTH_TEXTS);
      assertThat(in.note()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"21, 1", "0000000021, 5", "616263646566, 6", "1f21, 2", "8b1f088b, 4", "08, 1"})
  void ignoresAndTellsOtherBytesBehindTheLastMember(String hex, int count) throws IOException {
    byte[] garbage = HexFormat.of().parseHex(hex);
    try (GzipInput in = new GzipInput(new ByteArrayInputStream(joined(BOTH, garbage)))) {
      assertThat(in.note()).isNull();
      assertThat(in.readAllBytes()).isEqualTo(BOTH_TEXTS);
      assertThat(in.note()).contains("ignored the last %d bytes".formatted(count));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1f", "1f8b", "1f8b08", "1f8b07", "1f0008", "008b08", "1f8b08e0"})
  void refusesWhatMayHaveBeenAnotherMember(String hex) {
    byte[] beginning = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> read(joined(BOTH, beginning)))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("in member 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"21", "0000000000", "61626364656667"})
  void refusesBytesBetweenMembers(String hex) {
    byte[] between = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> read(joined(ONE, between, TWO)))
        .hasMessageContaining(
            "a member begins at byte %d, but what is before it, from byte %d on"
                .formatted(ONE.length + between.length, ONE.length));
  }

  @Test
  void readsAHeaderWithAllItCanHave() throws IOException {
    byte[] header =
        joined(HexFormat.of().parseHex("1f8b081e000000000003" + "0300"), utf8("abcname\0why\0"));
    CRC32 crc = new CRC32();
    crc.update(header);
    byte[] checkSum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
    byte[] rest = Arrays.copyOfRange(ONE, 10, ONE.length);
    assertThat(read(joined(ONE, header, checkSum, rest))).isEqualTo("oneone");
    checkSum[0]++;
    assertThatThrownBy(() -> read(joined(ONE, header, checkSum, rest)))
        .hasMessageContaining("its header is not the one its check sum was made of");
  }

  @Test
  void knowsCompressedFilesByTheirNames() {
    assertThat(GzipInput.isNameOf("/a/b.gz")).isTrue();
    assertThat(GzipInput.isNameOf("B.GZ")).isTrue();
    assertThat(GzipInput.isNameOf("/a.gz/b")).isFalse();
  }

  private static String read(byte[] compressed) throws IOException {
    try (GzipInput in = new GzipInput(new ByteArrayInputStream(compressed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] member(String text) {
    return compress(utf8(text));
  }

  private static byte[] compress(byte[] content) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return compressed.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
