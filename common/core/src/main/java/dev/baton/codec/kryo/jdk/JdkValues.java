package dev.baton.codec.kryo.jdk;

import dev.baton.codec.kryo.refusal.UnencodableException;
import java.io.File;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Date;
import java.util.DoubleSummaryStatistics;
import java.util.IntSummaryStatistics;
import java.util.LongSummaryStatistics;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How values of the JDK are written. */
@SuppressWarnings({"JdkObsolete", "JavaUtilDate"}) // programs may still use these classes
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
    to.register(File.class, ValueSerializer.ofText(File::getPath, File::new));
    to.register(Path.class, ValueSerializer.ofText(JdkValues::textOf, Path::of));
    to.register(Charset.class, ValueSerializer.ofText(Charset::name, Charset::forName));
    to.register(
        Date.class,
        new ValueSerializer<Date>(
            (output, date) -> output.writeLong(date.getTime()),
            input -> new Date(input.readLong())));
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
                doubles(
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

  /** Some states cannot be reached with any arguments of the constructor. */
  private static DoubleSummaryStatistics doubles(long count, double min, double max, double sum) {
    if (!Double.isNaN(sum) || Double.isNaN(min)) {
      return new DoubleSummaryStatistics(count, min, max, sum);
    }
    // The sum is of both infinities.
    DoubleSummaryStatistics both = new DoubleSummaryStatistics(count - 1, max, max, max);
    both.accept(min);
    return both;
  }
}
