package dev.baton.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.docs.Pages.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java file that a page shows. */
public record JavaExample(String packageName, String className, String code) {

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:public |final )*class (\\w+)");

  /** The file that a block is. */
  public static JavaExample of(Block block) {
    Matcher name = CLASS.matcher(block.code());
    assertThat(name.find()).as("class in %s", block).isTrue();
    Matcher packageName = PACKAGE.matcher(block.code());
    return new JavaExample(
        packageName.find() ? packageName.group(1) : "", name.group(1), block.code());
  }

  boolean isProgram() {
    return code.contains("static void main(");
  }

  String qualifiedName() {
    return packageName.isEmpty() ? className : packageName + '.' + className;
  }

  /** Writes it into a directory. */
  Path writeTo(Path directory) throws IOException {
    return Files.writeString(directory.resolve(className + ".java"), code);
  }
}
