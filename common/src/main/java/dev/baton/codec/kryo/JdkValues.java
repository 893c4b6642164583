package dev.baton.codec.kryo;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.baton.TaskDecodingException;
import java.io.File;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collections;
import java.util.Date;
import java.util.DoubleSummaryStatistics;
import java.util.IntSummaryStatistics;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** How values of the JDK are written. */
@SuppressWarnings({"JdkObsolete", "JavaUtilDate"}) // users have what they have
final class JdkValues {

  private JdkValues() {}

  static void registerAll(JdkSerializers to) {
    to.register(
        UUID.class,
        new ValueSerializer<UUID>(
            (output, id) -> {
              output.writeLong(id.getMostSignificantBits());
              output.writeLong(id.getLeastSignificantBits());
            },
            input -> new UUID(input.readLong(), input.readLong())));
    to.register(
        StringBuilder.class, ValueSerializer.ofText(StringBuilder::toString, StringBuilder::new));
    to.register(
        StringBuffer.class, ValueSerializer.ofText(StringBuffer::toString, StringBuffer::new));
    to.register(URI.class, ValueSerializer.ofText(URI::toString, URI::create));
    to.register(URL.class, ValueSerializer.ofText(URL::toExternalForm, JdkValues::url));
    to.register(File.class, ValueSerializer.ofText(File::getPath, File::new));
    to.register(Path.class, ValueSerializer.ofText(JdkValues::textOf, Path::of));
    to.register(Charset.class, ValueSerializer.ofText(Charset::name, Charset::forName));
    to.register(Locale.class, ValueSerializer.ofText(JdkValues::textOf, JdkValues::locale));
    to.register(TimeZone.class, ValueSerializer.ofText(TimeZone::getID, TimeZone::getTimeZone));
    to.register(
        Pattern.class,
        new ValueSerializer<Pattern>(
            (output, pattern) -> {
              output.writeString(pattern.pattern());
              output.writeVarInt(pattern.flags(), true);
            },
            input -> Pattern.compile(input.readString(), input.readVarInt(true))));
    to.register(
        InetAddress.class, new ValueSerializer<>(JdkValues::writeAddress, JdkValues::readAddress));
    to.register(
        Date.class,
        new ValueSerializer<Date>(
            (output, date) -> output.writeLong(date.getTime()),
            input -> new Date(input.readLong())));
    to.register(BitSet.class, new ValueSerializer<>(JdkValues::writeBits, JdkValues::readBits));
    to.register(
        AtomicInteger.class,
        new ValueSerializer<AtomicInteger>(
            (output, value) -> output.writeVarInt(value.get(), false),
            input -> new AtomicInteger(input.readVarInt(false))));
    to.register(
        AtomicLong.class,
        new ValueSerializer<AtomicLong>(
            (output, value) -> output.writeVarLong(value.get(), false),
            input -> new AtomicLong(input.readVarLong(false))));
    to.register(
        AtomicBoolean.class,
        new ValueSerializer<AtomicBoolean>(
            (output, value) -> output.writeBoolean(value.get()),
            input -> new AtomicBoolean(input.readBoolean())));
    registerStatistics(to);
    to.register(
        String.CASE_INSENSITIVE_ORDER.getClass(),
        ValueSerializer.ofConstant(String.CASE_INSENSITIVE_ORDER));
    to.register(
        Collections.reverseOrder().getClass(),
        ValueSerializer.ofConstant(Collections.reverseOrder()));
  }

  private static void registerStatistics(JdkSerializers to) {
    to.register(
        IntSummaryStatistics.class,
        new ValueSerializer<IntSummaryStatistics>(
            (output, stats) -> {
              output.writeLong(stats.getCount());
              output.writeInt(stats.getMin());
              output.writeInt(stats.getMax());
              output.writeLong(stats.getSum());
            },
            input ->
                new IntSummaryStatistics(
                    input.readLong(), input.readInt(), input.readInt(), input.readLong())));
    to.register(
        LongSummaryStatistics.class,
        new ValueSerializer<LongSummaryStatistics>(
            (output, stats) -> {
              output.writeLong(stats.getCount());
              output.writeLong(stats.getMin());
              output.writeLong(stats.getMax());
              output.writeLong(stats.getSum());
            },
            input ->
                new LongSummaryStatistics(
                    input.readLong(), input.readLong(), input.readLong(), input.readLong())));
    to.register(
        DoubleSummaryStatistics.class,
        new ValueSerializer<DoubleSummaryStatistics>(
            (output, stats) -> {
              output.writeLong(stats.getCount());
              output.writeDouble(stats.getMin());
              output.writeDouble(stats.getMax());
              output.writeDouble(stats.getSum());
            },
            input ->
                new DoubleSummaryStatistics(
                    input.readLong(), input.readDouble(), input.readDouble(), input.readDouble())));
  }

  private static String textOf(Path path) {
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      throw new UnencodableException(
          path,
          "it lies in a file system that only this process has open",
          "Send the bytes, or the path of a real file.");
    }
    return path.toString();
  }

  /** All parts of a locale that can be written as a tag; the few that cannot are refused. */
  private static String textOf(Locale locale) {
    String tag = locale.toLanguageTag();
    if (!Locale.forLanguageTag(tag).equals(locale)) {
      throw new UnencodableException(
          locale, "the locale " + locale + " has no language tag", "Use a well-formed locale.");
    }
    return tag;
  }

  private static Locale locale(String tag) {
    return Locale.forLanguageTag(tag);
  }

  private static URL url(String text) {
    try {
      return URI.create(text).toURL();
    } catch (MalformedURLException e) {
      throw new TaskDecodingException("A record is damaged: " + e.getMessage(), e);
    }
  }

  private static void writeAddress(Output output, InetAddress address) {
    // Not getHostName(), which would ask a name server.
    String text = address.toString();
    output.writeString(text.substring(0, text.indexOf('/')));
    byte[] bytes = address.getAddress();
    output.writeByte(bytes.length);
    output.writeBytes(bytes);
  }

  private static InetAddress readAddress(Input input) {
    String host = input.readString();
    byte[] bytes = input.readBytes(input.readByte());
    try {
      return host == null || host.isEmpty()
          ? InetAddress.getByAddress(bytes)
          : InetAddress.getByAddress(host, bytes);
    } catch (UnknownHostException e) {
      throw new TaskDecodingException("A record is damaged: " + e.getMessage(), e);
    }
  }

  private static void writeBits(Output output, BitSet bits) {
    long[] words = bits.toLongArray();
    output.writeVarInt(words.length, true);
    output.writeLongs(words, 0, words.length);
  }

  private static BitSet readBits(Input input) {
    return BitSet.valueOf(input.readLongs(input.readVarInt(true)));
  }
}
