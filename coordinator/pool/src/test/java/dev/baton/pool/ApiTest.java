package dev.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What programs see of Baton: the packages of the API, and nothing of what is behind them. */
class ApiTest {

  private static final Set<String> API =
      Set.of("dev.baton", "dev.baton.advise", "dev.baton.job", "dev.baton.pool");

  private static final JavaClasses BATON =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.baton");

  @Test
  void theApiShowsTypesOfItselfAndOfTheJdkOnly() {
    Set<String> shown = new TreeSet<>();
    for (JavaClass type : BATON) {
      if (API.contains(type.getPackageName()) && isVisible(type)) {
        typesIn(type).forEach(used -> note(shown, type.getName(), used));
      }
    }
    assertThat(shown).as("what is shown and belongs to no package of the API").isEmpty();
  }

  @Test
  void eachPackageOfTheApiIsThere() {
    assertThat(BATON.stream().filter(ApiTest::isVisible).map(JavaClass::getPackageName))
        .containsAll(API);
  }

  private static void note(Set<String> shown, String where, JavaClass used) {
    JavaClass type = used.getBaseComponentType();
    String name = type.getPackageName();
    if (!type.isPrimitive()
        && !name.startsWith("java.")
        && !name.startsWith("org.jspecify.")
        && !API.contains(name)) {
      shown.add(where + " shows " + type.getName());
    }
  }

  private static boolean isVisible(JavaClass type) {
    return isVisible(type.getModifiers())
        && type.getEnclosingClass().map(ApiTest::isVisible).orElse(true);
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaClass> typesIn(JavaClass type) {
    Stream<JavaType> above =
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
    Stream<JavaType> members =
        type.getMembers().stream()
            .filter(member -> isVisible(member.getModifiers()))
            .flatMap(ApiTest::typesOf);
    return Stream.concat(above, members)
        .map(JavaType::getAllInvolvedRawTypes)
        .flatMap(Collection::stream);
  }

  private static Stream<JavaType> typesOf(JavaMember member) {
    return switch (member) {
      case JavaField field -> Stream.of(field.getType());
      case JavaCodeUnit code ->
          Stream.of(
                  List.of(code.getReturnType()), code.getParameterTypes(), code.getExceptionTypes())
              .flatMap(List::stream);
      default -> Stream.empty();
    };
  }
}
