package dev.baton.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.cli.PackedBaton;
import dev.baton.distribution.Shell.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the image runs, where no container engine is: the distribution as its entry point, in a
 * mount namespace whose root is read-only, as the image's user, without any right, and with {@code
 * /tmp} and {@code /dev/shm} of its own.
 */
class ImageIT {

  /** The root of the container is this machine's, so that it has a JDK and a shell. */
  private static final String CONTAINER =
      """
      set -eu
      root=$1 baton=$2 java=$3
      shift 3
      mount --bind / "$root"
      mount --bind "$baton" "$root/opt"
      mount -o remount,bind,ro "$root/opt"
      mount -o remount,bind,ro "$root"
      mount -t proc proc "$root/proc"
      mount --rbind /sys "$root/sys"
      mount --rbind /dev "$root/dev"
      mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
      mount -t tmpfs -o mode=1777,size=1g tmpfs "$root/dev/shm"
      exec env -i PATH=/usr/sbin:/usr/bin:/bin HOME=/tmp JAVA_HOME="$java" \
        chroot "$root" setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs \
        --inh-caps=-all --bounding-set=-all "$@"
      """;

  @TempDir private Path directory;
  private Shell shell;

  @BeforeEach
  void requireNamespaces() throws Exception {
    shell = new Shell(directory);
    assumeTrue(
        shell.run("unshare", "--mount", "--propagation", "private", "true").exitCode() == 0,
        "mount namespaces are not permitted here");
  }

  @Test
  void aJobRunsAsNobodySpecialWithAReadOnlyRoot() throws Exception {
    Outcome run = inContainer("/opt/bin/baton", "run", "--workers=1", "sum", "--to=1000000");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("499999500000");
  }

  @Test
  void theRootIsReadOnlyAndTheUserIsTheImages() throws Exception {
    Outcome outcome =
        inContainer(
            "sh", "-c", "id -u; touch /opt/x || touch /etc/x || touch /usr/x; touch /tmp/x");

    assertThat(outcome.out().strip()).isEqualTo("10001");
    assertThat(outcome.err().lines()).hasSize(3).allMatch(line -> line.contains("Read-only"));
    assertThat(outcome.exitCode()).as("/tmp can be written").isZero();
    assertThat(SourceTree.ROOT.resolve("Dockerfile"))
        .content(StandardCharsets.UTF_8)
        .contains("USER 10001:10001", "ENV HOME=/tmp");
  }

  private Outcome inContainer(Object... words) throws Exception {
    Path root = Files.createDirectories(directory.resolve("root"));
    Path script = Files.writeString(directory.resolve("container.sh"), CONTAINER);
    Object[] all = new Object[words.length + 9];
    Object[] first = {
      "unshare",
      "--mount",
      "--propagation",
      "private",
      "sh",
      script,
      root,
      PackedBaton.home(),
      System.getProperty("java.home")
    };
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(words, 0, all, first.length, words.length);
    return shell.run(all);
  }
}
