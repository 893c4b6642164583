package dev.baton.job.builtin.aggregate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the job should say, computed the slow and plain way from the definition. */
final class NaiveAggregate {

  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

  private final Map<String, List<BigDecimal>> numbers = new TreeMap<>();
  private final List<Integer> badLines = new ArrayList<>();

  NaiveAggregate(byte[] file, String delimiter) {
    int line = 0;
    int start = 0;
    while (start < file.length) {
      int end = start;
      while (end < file.length && file[end] != '\n') {
        end++;
      }
      line++;
      if (!add(ByteBuffer.wrap(file, start, end - start), delimiter)) {
        badLines.add(line);
      }
      start = end + 1;
    }
  }

  private boolean add(ByteBuffer bytes, String delimiter) {
    String row;
    try {
      row = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return false;
    }
    int at = row.lastIndexOf(delimiter);
    if (at < 1) {
      return false;
    }
    String key = row.substring(0, at);
    String number = row.substring(at + delimiter.length());
    if (key.getBytes(StandardCharsets.UTF_8).length > 100 || !NUMBER.matcher(number).matches()) {
      return false;
    }
    numbers.computeIfAbsent(key, _ -> new ArrayList<>()).add(new BigDecimal(number));
    return true;
  }

  List<Integer> badLines() {
    return badLines;
  }

  String result() {
    return numbers.entrySet().stream()
        .map(e -> e.getKey() + "=" + show(e.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String show(List<BigDecimal> values) {
    BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal min = values.stream().min(BigDecimal::compareTo).orElseThrow();
    BigDecimal max = values.stream().max(BigDecimal::compareTo).orElseThrow();
    return tenth(min, 1) + "/" + tenth(sum, values.size()) + "/" + tenth(max, 1);
  }

  private static String tenth(BigDecimal sum, int count) {
    // Exact for ties: their quotients end; one digit more than any tie of these tests has.
    BigDecimal quotient = sum.divide(BigDecimal.valueOf(count), new MathContext(80));
    BigDecimal rounded =
        quotient.setScale(1, quotient.signum() < 0 ? RoundingMode.HALF_DOWN : RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0.0" : rounded.toPlainString();
  }
}
