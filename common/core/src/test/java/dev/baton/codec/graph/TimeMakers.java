package dev.baton.codec.graph;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.Chronology;
import java.time.chrono.HijrahChronology;
import java.time.chrono.HijrahDate;
import java.time.chrono.IsoChronology;
import java.time.chrono.JapaneseChronology;
import java.time.chrono.JapaneseDate;
import java.time.chrono.JapaneseEra;
import java.time.chrono.MinguoChronology;
import java.time.chrono.MinguoDate;
import java.time.chrono.ThaiBuddhistChronology;
import java.time.chrono.ThaiBuddhistDate;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.JulianFields;
import java.time.temporal.ValueRange;
import java.time.temporal.WeekFields;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;

/** The types of {@code java.time}. */
final class TimeMakers {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private TimeMakers() {}

  static void addTo(Makers to) {
    addDatesAndTimes(to);
    addAmounts(to);
    addZones(to);
    addChronologies(to);
    addFields(to);
    addClocks(to);
  }

  private static void addDatesAndTimes(Makers to) {
    to.key("LocalDate", source -> source.oneOf(LocalDate.EPOCH, LocalDate.MIN, LocalDate.MAX));
    to.key(
        "LocalTime",
        source -> source.oneOf(LocalTime.NOON, LocalTime.MAX, LocalTime.of(1, 2), LocalTime.MIN));
    to.key("LocalDateTime", source -> source.oneOf(LocalDateTime.MIN, overlap().toLocalDateTime()));
    to.key("Instant", source -> source.oneOf(Instant.EPOCH, Instant.MIN, Instant.MAX));
    to.key("OffsetTime", source -> LocalTime.NOON.atOffset(offset(source)));
    to.key("OffsetDateTime", source -> source.oneOf(OffsetDateTime.MIN, OffsetDateTime.MAX));
    to.key("ZonedDateTime", source -> LocalDateTime.of(2024, 5, 1, 12, 0).atZone(zone(source)));
    to.key(
        "ZonedDateTime in an overlap",
        source ->
            source.flip()
                ? overlap().withEarlierOffsetAtOverlap()
                : overlap().withLaterOffsetAtOverlap());
    to.key("Year", source -> Year.of(source.oneOf(0, -44, 999_999_999)));
    to.key("YearMonth", source -> YearMonth.of(source.oneOf(2024, -1), Month.FEBRUARY));
    to.key("MonthDay", source -> MonthDay.of(2, 29));
  }

  private static ZonedDateTime overlap() {
    return LocalDateTime.of(2024, 10, 27, 2, 30).atZone(BERLIN);
  }

  private static void addAmounts(Makers to) {
    to.key(
        "Duration",
        source ->
            source.oneOf(Duration.ZERO, Duration.ofSeconds(Long.MIN_VALUE), Duration.ofNanos(-1)));
    to.key("Period", source -> source.oneOf(Period.ZERO, Period.of(1, -2, 300)));
    to.key(
        "ChronoPeriod",
        source ->
            source.oneOf(JapaneseChronology.INSTANCE, MinguoChronology.INSTANCE).period(1, 2, 3));
  }

  private static void addZones(Makers to) {
    to.key("ZoneId", TimeMakers::zone);
    to.key("ZoneOffset", TimeMakers::offset);
    to.key("ZoneRules", source -> zone(source).getRules());
    to.key("ZoneRules of one offset", source -> ZoneRules.of(offset(source)));
    to.key("ZoneOffsetTransition", source -> transition());
    to.key("ZoneOffsetTransitionRule", source -> rule());
    to.key(
        "ZoneRules of one's own",
        source ->
            ZoneRules.of(
                ZoneOffset.ofHours(1),
                ZoneOffset.ofHours(1),
                List.of(),
                List.of(transition()),
                List.of(rule())));
  }

  private static ZoneId zone(Source source) {
    return source.oneOf(
        ZoneOffset.UTC,
        BERLIN,
        ZoneId.of("UTC"),
        ZoneId.of("GMT+3"),
        ZoneId.of("UT-04:30"),
        ZoneId.of("Etc/GMT+5"));
  }

  private static ZoneOffset offset(Source source) {
    return source.oneOf(
        ZoneOffset.UTC, ZoneOffset.MAX, ZoneOffset.MIN, ZoneOffset.ofTotalSeconds(3_661));
  }

  private static ZoneOffsetTransition transition() {
    return ZoneOffsetTransition.of(
        LocalDateTime.of(2024, 3, 31, 2, 0), ZoneOffset.ofHours(1), ZoneOffset.ofHours(2));
  }

  private static ZoneOffsetTransitionRule rule() {
    return ZoneOffsetTransitionRule.of(
        Month.OCTOBER,
        -1,
        DayOfWeek.SUNDAY,
        LocalTime.of(1, 0),
        false,
        ZoneOffsetTransitionRule.TimeDefinition.UTC,
        ZoneOffset.ofHours(1),
        ZoneOffset.ofHours(2),
        ZoneOffset.ofHours(1));
  }

  private static void addChronologies(Makers to) {
    to.key(
        "Chronology",
        source ->
            source.oneOf(
                IsoChronology.INSTANCE,
                JapaneseChronology.INSTANCE,
                MinguoChronology.INSTANCE,
                ThaiBuddhistChronology.INSTANCE,
                HijrahChronology.INSTANCE));
    to.key(
        "JapaneseDate", source -> JapaneseDate.of(JapaneseEra.HEISEI, 1 + source.below(5), 1, 9));
    to.key("JapaneseEra", source -> source.oneOf(JapaneseEra.MEIJI, JapaneseEra.REIWA));
    to.key("MinguoDate", source -> MinguoDate.of(113 - source.below(300), 5, 1));
    to.key("ThaiBuddhistDate", source -> ThaiBuddhistDate.of(2567, 5, 1));
    to.key("HijrahDate", source -> HijrahDate.of(1445, 1 + source.below(12), 1));
    to.key("ChronoLocalDateTime", source -> chronology(source).localDateTime(overlap()));
    to.key("ChronoZonedDateTime", source -> chronology(source).zonedDateTime(overlap()));
  }

  private static Chronology chronology(Source source) {
    return source.oneOf(
        JapaneseChronology.INSTANCE, MinguoChronology.INSTANCE, HijrahChronology.INSTANCE);
  }

  private static void addFields(Makers to) {
    to.key("ValueRange", source -> source.oneOf(ValueRange.of(1, 5), ChronoField.YEAR.range()));
    to.value(
        "WeekFields",
        source ->
            source.oneOf(
                WeekFields.ISO,
                WeekFields.SUNDAY_START,
                WeekFields.of(Locale.GERMANY),
                WeekFields.of(DayOfWeek.FRIDAY, 6)));
    to.key("IsoFields, day", source -> IsoFields.DAY_OF_QUARTER);
    to.key(
        "IsoFields, unit",
        source -> source.oneOf(IsoFields.QUARTER_YEARS, IsoFields.WEEK_BASED_YEARS));
    to.key("IsoFields, another", source -> IsoFields.QUARTER_OF_YEAR);
    to.key("IsoFields, week", source -> IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    to.key("IsoFields, year", source -> IsoFields.WEEK_BASED_YEAR);
    to.key("JulianFields", source -> source.oneOf(JulianFields.JULIAN_DAY, JulianFields.RATA_DIE));
    to.key("ChronoUnit", source -> source.oneOf(ChronoUnit.NANOS, ChronoUnit.FOREVER));
  }

  private static void addClocks(Makers to) {
    to.value(
        "Clock",
        source ->
            source.oneOf(
                Clock.systemUTC(),
                Clock.system(BERLIN),
                Clock.fixed(Instant.EPOCH, BERLIN),
                Clock.offset(Clock.systemUTC(), Duration.ofHours(1)),
                Clock.tickSeconds(BERLIN)));
    to.value(
        "InstantSource",
        source ->
            source.oneOf(
                InstantSource.system(),
                InstantSource.fixed(Instant.EPOCH),
                LambdaMakers.epoch().withZone(BERLIN)));
  }
}
