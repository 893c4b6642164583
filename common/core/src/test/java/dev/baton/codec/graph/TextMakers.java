package dev.baton.codec.graph;

import java.text.AttributedCharacterIterator;
import java.text.ChoiceFormat;
import java.text.CompactNumberFormat;
import java.text.DateFormat;
import java.text.DateFormatSymbols;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.ListFormat;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.SimpleTimeZone;
import java.util.TimeZone;

/** Formats, and the dates and calendars of old. */
@SuppressWarnings("JavaUtilDate") // users have what they have
final class TextMakers {

  private TextMakers() {}

  static void addTo(Makers to) {
    addDates(to);
    addZones(to);
    addFormats(to);
  }

  private static void addDates(Makers to) {
    to.key("Date", source -> new Date(source.number() - 5L));
    to.key("java.sql.Date", source -> new java.sql.Date(source.number()));
    to.key("java.sql.Time", source -> new java.sql.Time(source.number()));
    to.key(
        "java.sql.Timestamp",
        source -> {
          java.sql.Timestamp timestamp = new java.sql.Timestamp(source.number());
          timestamp.setNanos(123_456_789);
          return timestamp;
        });
    to.value("GregorianCalendar", TextMakers::calendar);
    to.value(
        "Calendar of Japan", source -> timed(Calendar.getInstance(Locale.of("ja", "JP", "JP"))));
    to.value("Calendar of Thailand", source -> timed(Calendar.getInstance(Locale.of("th", "TH"))));
  }

  private static Calendar calendar(Source source) {
    GregorianCalendar calendar = new GregorianCalendar(zone(source), Locale.GERMANY);
    calendar.setTimeInMillis(source.number() * 1_000_000_000L);
    if (source.flip()) {
      calendar.setGregorianChange(new Date(Long.MIN_VALUE));
      calendar.setFirstDayOfWeek(Calendar.WEDNESDAY);
      calendar.setLenient(false);
    }
    if (source.flip()) {
      calendar.set(2024, Calendar.MAY, 1 + source.below(28));
    }
    return calendar;
  }

  private static Calendar timed(Calendar calendar) {
    calendar.setTimeInMillis(1_700_000_000_000L);
    return calendar;
  }

  private static void addZones(Makers to) {
    to.value("TimeZone", TextMakers::zone);
  }

  private static TimeZone zone(Source source) {
    return switch (source.below(6)) {
      case 0 -> TimeZone.getTimeZone("GMT");
      case 1 -> TimeZone.getTimeZone("Europe/Berlin");
      case 2 -> TimeZone.getTimeZone("GMT+03:30");
      case 3 -> {
        TimeZone named = TimeZone.getTimeZone("Europe/Berlin");
        named.setID("Office");
        yield named;
      }
      case 4 -> {
        TimeZone moved = TimeZone.getTimeZone("America/New_York");
        moved.setRawOffset(1_800_000);
        yield moved;
      }
      default ->
          new SimpleTimeZone(
              3_600_000,
              "Own",
              Calendar.MARCH,
              -1,
              Calendar.SUNDAY,
              7_200_000,
              9,
              -1,
              1,
              7_200_000);
    };
  }

  private static void addFormats(Makers to) {
    to.value("SimpleDateFormat", TextMakers::dateFormat);
    to.value("DateFormat", source -> DateFormat.getDateInstance(DateFormat.LONG, locale(source)));
    to.value("DateFormatSymbols", source -> DateFormatSymbols.getInstance(locale(source)));
    to.value("DecimalFormat", TextMakers::decimalFormat);
    to.value("DecimalFormatSymbols", source -> symbols(locale(source)));
    to.value(
        "NumberFormat",
        source ->
            source.flip()
                ? NumberFormat.getCurrencyInstance(locale(source))
                : NumberFormat.getPercentInstance(locale(source)));
    to.value(
        "CompactNumberFormat",
        source ->
            new CompactNumberFormat("#,##0.##", symbols(Locale.ROOT), new String[] {"", "0K"}));
    to.value(
        "ListFormat",
        source ->
            ListFormat.getInstance(locale(source), ListFormat.Type.OR, ListFormat.Style.SHORT));
    to.value(
        "Format.Field",
        source ->
            source.oneOf(
                AttributedCharacterIterator.Attribute.LANGUAGE,
                DateFormat.Field.AM_PM,
                MessageFormat.Field.ARGUMENT,
                NumberFormat.Field.CURRENCY));
    to.value("ChoiceFormat", source -> new ChoiceFormat("0#none|1#one|1<many"));
    to.value(
        "MessageFormat", source -> new MessageFormat("{0,number,#.##} of {1}", locale(source)));
  }

  private static DecimalFormatSymbols symbols(Locale locale) {
    DecimalFormatSymbols symbols = new DecimalFormatSymbols(locale);
    if (symbols.getCurrencySymbol() == null) { // looked up when it is asked for first
      throw new IllegalStateException("no currency of " + locale);
    }
    return symbols;
  }

  private static Locale locale(Source source) {
    return source.oneOf(Locale.ROOT, Locale.GERMANY, Locale.JAPAN);
  }

  private static SimpleDateFormat dateFormat(Source source) {
    SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd EEE", locale(source));
    format.setTimeZone(zone(source));
    format.setLenient(source.flip());
    format.set2DigitYearStart(new Date(0));
    return format;
  }

  private static DecimalFormat decimalFormat(Source source) {
    DecimalFormat format = new DecimalFormat("#,##0.00;(#)", symbols(locale(source)));
    format.setParseBigDecimal(source.flip());
    format.setMultiplier(100);
    format.setMaximumIntegerDigits(400);
    return format;
  }
}
