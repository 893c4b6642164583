package dev.baton.job.builtin.exec;

import dev.baton.UsageException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When to stop before all commands have run, in GNU parallel's words: {@code never}, {@code
 * soon,fail=1}, {@code now,success=3}, {@code soon,fail=10%}, {@code now,done=5}.
 *
 * @param when to stop, or {@link When#NEVER}
 * @param what is counted
 * @param limit how many, or what share in percent
 * @param isShare whether the limit is a share of all commands, as with GNU parallel
 */
public record Halt(When when, What what, int limit, boolean isShare) {

  /** All commands run. */
  public static final Halt NEVER = new Halt(When.NEVER, What.FAIL, 0, false);

  private static final String NOTHING = "never";

  private static final int ALL_PERCENT = 100;

  private static final Pattern SYNTAX =
      Pattern.compile("(soon|now),(fail|success|done)=([1-9]\\d{0,8})(%?)");

  /** When to stop. */
  public enum When {
    /** All commands run. */
    NEVER,
    /** No more commands start; those that run may end. */
    SOON,
    /** Those that run are ended. */
    NOW
  }

  /** What is counted. */
  public enum What {
    FAIL,
    SUCCESS,
    DONE
  }

  /**
   * Reads what was typed.
   *
   * @throws UsageException if it is nothing that can be done
   */
  public static Halt parse(String text) {
    String plain =
        switch (text.strip().toLowerCase(Locale.ROOT)) {
          case "never", "0" -> NOTHING;
          case "1" -> "soon,fail=1";
          case "2" -> "now,fail=1";
          default -> text.strip().toLowerCase(Locale.ROOT);
        };
    if (plain.equals(NOTHING)) {
      return NEVER;
    }
    Matcher match = SYNTAX.matcher(plain);
    int limit = match.matches() ? Integer.parseInt(match.group(3)) : 0;
    boolean isShare = limit > 0 && !match.group(4).isEmpty();
    if (limit == 0 || (isShare && limit > ALL_PERCENT)) {
      throw new UsageException(
          "--halt: '%s' is not never, soon,fail=N, now,fail=N or the same with success or done, nor with N%%, where N is at least 1."
              .formatted(text));
    }
    return new Halt(
        When.valueOf(match.group(1).toUpperCase(Locale.ROOT)),
        What.valueOf(match.group(2).toUpperCase(Locale.ROOT)),
        limit,
        isShare);
  }

  /** Whether it is time to stop, of {@code all} commands. */
  boolean isReached(long failed, long succeeded, long all) {
    long counted =
        switch (what) {
          case FAIL -> failed;
          case SUCCESS -> succeeded;
          case DONE -> failed + succeeded;
        };
    return when != When.NEVER
        && (isShare ? counted * ALL_PERCENT >= all * limit : counted >= limit);
  }
}
