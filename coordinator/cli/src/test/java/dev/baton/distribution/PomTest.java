package dev.baton.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The POMs have what a public repository such as Maven Central wants of them. */
class PomTest {

  /** What a module inherits from the parent. */
  private static final List<String> INHERITED = List.of("url", "licenses", "developers", "scm");

  static Stream<Path> poms() {
    return Stream.concat(Stream.of(""), SourceTree.modules().stream())
        .map(module -> SourceTree.ROOT.resolve(module).resolve("pom.xml"));
  }

  @ParameterizedTest
  @MethodSource("poms")
  void sayWhatTheyAreAndWhoMadeThem(Path pom) throws Exception {
    Element project = read(pom).getDocumentElement();

    assertThat(children(project)).contains("name", "description");
    if (!children(project).contains("parent")) {
      assertThat(children(project)).containsAll(INHERITED);
    }
  }

  @ParameterizedTest
  @MethodSource("poms")
  void needNoUnreleasedVersionOfOthers(Path pom) throws Exception {
    NodeList dependencies = read(pom).getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      String text = dependencies.item(i).getTextContent();
      assertThat(text.contains("SNAPSHOT") && !text.contains("dev.baton")).as(text).isFalse();
    }
  }

  @Test
  void theBomHasTheArtifactsOfAllModules() throws Exception {
    String bom = Files.readString(SourceTree.ROOT.resolve("common/bom/pom.xml"));

    for (String module : SourceTree.modules()) {
      String artifact = "baton-" + Path.of(module).getFileName();
      if (!artifact.equals("baton-bom")) {
        assertThat(bom).contains("<artifactId>" + artifact + "</artifactId>");
      }
    }
    assertThat(version(read(SourceTree.ROOT.resolve("common/bom/pom.xml"))))
        .isEqualTo(version(read(SourceTree.ROOT.resolve("pom.xml"))));
  }

  private static String version(Document pom) {
    Node child = pom.getDocumentElement().getFirstChild();
    while (!child.getNodeName().equals("version")) {
      child = child.getNextSibling();
    }
    return child.getTextContent();
  }

  private static List<String> children(Element parent) {
    NodeList nodes = parent.getChildNodes();
    return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1)
        .map(i -> nodes.item(i).getNodeName())
        .toList();
  }

  private static Document read(Path pom) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
  }
}
