package dev.baton.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.CapturedConsole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** The scripts do in real shells what people expect when they press Tab. */
class CompletionTest {

  /** Command lines that end at the cursor, and what may stand there. */
  static final List<Arguments> LINES =
      List.of(
          Arguments.of("baton ru", "run"),
          Arguments.of("baton do", "doctor down"),
          Arguments.of("baton run wo", "wordcount"),
          Arguments.of("baton run --kee", "--keep-going"),
          Arguments.of("baton run --workers 2 wordcount --to", "--top --topic-prefix"),
          Arguments.of("baton run sum --to 5 --task", "--tasks"),
          Arguments.of("baton run sum --to 5 --transport ", "auto kafka local"),
          Arguments.of("baton run --handoff k", "kryo"),
          Arguments.of("baton run --progress ", "always auto never"),
          Arguments.of("baton run --workers ", "auto"),
          Arguments.of("baton run --slots ", ""),
          Arguments.of("baton run --jar my-", "my-jobs.jar"),
          Arguments.of("baton run wordcount my-", "my-jobs.jar"),
          Arguments.of("baton run wordcount --top 3 my-", "my-jobs.jar"),
          Arguments.of("baton advise sum --task", "--tasks"),
          Arguments.of("baton measure ha", "handoff"),
          Arguments.of("baton measure handoff --ht", "--html"),
          Arguments.of("baton quarantine re", "replay"),
          Arguments.of("baton completion ", "bash fish zsh"),
          Arguments.of("baton help do", "doctor down"));

  private static final String BASH =
      """
      source "$1"
      shift
      compopt() { :; } # works only while somebody types
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*"
      _complete_baton
      for reply in "${COMPREPLY[@]}"; do printf '%s\\n' "$reply"; done
      """;

  private static final String FISH = "source $argv[1]; complete -C $argv[2]";

  /** What an interactive zsh reads at its start; Ctrl-X shows what has been typed so far. */
  private static final String ZSHRC =
      """
      fpath=("$ZDOTDIR/functions" $fpath)
      autoload -U compinit
      compinit -u -D
      show() { print -r -- "<<$BUFFER>>" }
      zle -N show
      bindkey '^X' show
      print READY
      """;

  /** Types lines into a zsh that believes it is at a terminal. */
  private static final String ZSH =
      """
      zmodload zsh/zpty
      zpty z zsh -i
      zpty -r z out '*READY*'
      for line; do
        zpty -w -n z $'\\C-u'"$line"$'\\t\\C-x'
        zpty -r z out '*<<*>>*'
        out=${out##*<<}
        print -r -- "${out%%>>*}"
      done
      zpty -d z
      """;

  @TempDir private Path directory;

  @BeforeEach
  void makeFile() throws Exception {
    Files.createFile(directory.resolve("my-jobs.jar"));
  }

  @ParameterizedTest
  @FieldSource("LINES")
  void bashCompletes(String line, String words) throws Exception {
    ShellProcess.assumeInstalled("bash");
    Stream<String> call = Stream.of("bash", "-c", BASH, "bash", script("bash").toString());

    List<String> found =
        new ShellProcess(directory)
            .lines(Stream.concat(call, Stream.of(line.split(" ", -1))).toArray(String[]::new));

    assertThat(found).containsExactlyInAnyOrderElementsOf(list(words));
  }

  @ParameterizedTest
  @FieldSource("LINES")
  void fishCompletes(String line, String words) throws Exception {
    ShellProcess.assumeInstalled("fish");

    List<String> found =
        new ShellProcess(directory).lines("fish", "-c", FISH, script("fish").toString(), line);

    assertThat(found.stream().map(each -> each.replaceFirst("\t.*", "")))
        .containsExactlyInAnyOrderElementsOf(list(words));
  }

  @Test
  void zshCompletes() throws Exception {
    ShellProcess.assumeInstalled("zsh");
    Path folder = Files.createDirectory(directory.resolve("functions"));
    Files.move(script("zsh"), folder.resolve("_baton"));
    Files.writeString(directory.resolve(".zshrc"), ZSHRC);
    Stream<String> call = Stream.of("zsh", "-f", "-c", ZSH, "zsh");
    Stream<String> lines = LINES.stream().map(line -> line.get()[0].toString());

    List<String> found =
        new ShellProcess(directory).lines(Stream.concat(call, lines).toArray(String[]::new));

    assertThat(found)
        .containsExactlyElementsOf(
            LINES.stream()
                .map(line -> typed(line.get()[0].toString(), line.get()[1].toString()))
                .toList());
  }

  /** What zsh makes of a line: one word that fits, or what several have in common. */
  private static String typed(String line, String words) {
    String begun = line.substring(0, line.lastIndexOf(' ') + 1);
    List<String> all = list(words);
    return all.size() == 1 ? begun + all.getFirst() + ' ' : begun + common(line, all);
  }

  private static String common(String line, List<String> words) {
    String typed = line.substring(line.lastIndexOf(' ') + 1);
    return words.stream()
        .reduce(
            (one, other) -> {
              int length = 0;
              while (length < Math.min(one.length(), other.length())
                  && one.charAt(length) == other.charAt(length)) {
                length++;
              }
              return one.substring(0, length);
            })
        .orElse(typed);
  }

  @Test
  void aShellThatIsNotKnownIsAUsageError() {
    CapturedConsole console = new CapturedConsole();

    assertThat(console.baton("completion", "tcsh")).isEqualTo(2);

    assertThat(console.err()).contains("'tcsh' is not bash|zsh|fish.");
  }

  private Path script(String shell) throws Exception {
    CapturedConsole console = new CapturedConsole();
    assertThat(console.baton("completion", shell)).isZero();
    return Files.writeString(directory.resolve("script"), console.out());
  }

  private static List<String> list(String words) {
    return words.isEmpty() ? List.of() : Arrays.asList(words.split(" "));
  }
}
