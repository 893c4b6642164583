package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The commands of docs/security.md, as what Kafka's {@code kafka-acls} makes of them. */
final class DocumentedRights {

  private static final Path PAGE = Path.of("..", "..", "docs", "security.md");
  private static final Pattern OPERATION = Pattern.compile("--operation (\\w+)");
  private static final Pattern TOPIC = Pattern.compile("--topic (\\S+)");
  private static final Pattern USER = Pattern.compile("--allow-principal (User:\\S+)");

  private DocumentedRights() {}

  /** All that the page grants to users of pool {@code baton}, literally. */
  static List<AclBinding> all() throws IOException {
    try (Stream<String> lines = Files.lines(PAGE)) {
      List<AclBinding> rights =
          lines
              .filter(line -> line.startsWith("kafka-acls ") && !line.contains("prefixed"))
              .flatMap(line -> of(line).stream())
              .toList();
      assertThat(rights).hasSizeGreaterThan(10);
      return rights;
    }
  }

  private static List<AclBinding> of(String command) {
    Matcher user = USER.matcher(command);
    assertThat(user.find()).as(command).isTrue();
    List<AclBinding> rights = new ArrayList<>();
    for (String topic : values(TOPIC, command)) {
      for (String operation : values(OPERATION, command)) {
        rights.add(
            new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry(
                    user.group(1), "*", operation(operation), AclPermissionType.ALLOW)));
      }
    }
    return rights;
  }

  private static AclOperation operation(String word) {
    return AclOperation.fromString(
        word.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
  }

  private static List<String> values(Pattern pattern, String command) {
    return pattern.matcher(command).results().map(found -> found.group(1)).toList();
  }
}
