package dev.baton.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.or;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may depend on what. */
class ArchitectureTest {

  private static final JavaClasses BATON =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.baton");

  private static final DescribedPredicate<JavaAccess<?>> PRINTS_OR_EXITS = printsOrExits();

  /** Each package by itself, whatever it is in: a package and those in it are not one. */
  @Test
  void packagesDependOnEachOtherInOneDirection() {
    check(slices().matching("dev.baton.(**)").should().beFreeOfCycles());
  }

  @Test
  void whatIsInAPackageAndThePackagesBesideItDependOnEachOtherInOneDirection() {
    check(slices().matching("dev.baton.(*)..").should().beFreeOfCycles());
  }

  @Test
  void theLanguageOfTasksNeedsTheJdkOnly() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.baton")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.baton", "java..", "org.jspecify.."));
  }

  @Test
  void kafkaIsKnownToTheKafkaLogAndTheBrokerOnly() {
    onlyIn("org.apache.kafka..", "dev.baton.log.kafka..", "dev.baton.broker..");
  }

  @Test
  void theKafkaServerIsKnownToTheBrokerOnly() {
    onlyIn("kafka..", "dev.baton.broker..");
    onlyIn("org.apache.kafka.server..", "dev.baton.broker..");
    onlyIn("org.apache.kafka.metadata..", "dev.baton.broker..");
  }

  @Test
  void kryoIsKnownToItsCodecOnly() {
    onlyIn("com.esotericsoftware..", "dev.baton.codec.kryo..");
  }

  @Test
  void chronicleIsKnownToItsStoreOnly() {
    onlyIn("net.openhft..", "dev.baton.store.chronicle..");
  }

  @Test
  void picocliIsKnownToTheCommandLineAndToJobsOnly() {
    onlyIn("picocli..", "dev.baton.cli..", "dev.baton.job..");
  }

  @Test
  void theInsidesOfTheJdkAreForSignalsAndSerialisationOnly() {
    onlyIn("sun.misc..", "dev.baton.process..", "dev.baton.cli..");
    onlyIn("sun.reflect..", "dev.baton.codec.kryo..");
    onlyIn("sun..", "dev.baton.process..", "dev.baton.cli..", "dev.baton.codec.kryo..");
  }

  @Test
  void onlyTheCommandLineAndProcessMainsPrintOrExit() {
    List<DescribedPredicate<JavaClass>> allowed =
        List.of(
            resideInAPackage("dev.baton.cli.."),
            resideInAPackage("dev.baton.process.."),
            simpleNameEndingWith("Main"),
            // how BrokerMain ends
            simpleNameEndingWith("BrokerEnd"));

    for (DescribedPredicate<JavaClass> each : allowed) {
      assertThat(BATON.that(each).stream())
          .as("classes that %s", each.getDescription())
          .anyMatch(
              javaClass -> javaClass.getAccessesFromSelf().stream().anyMatch(PRINTS_OR_EXITS));
    }
    check(
        noClasses()
            .that(DescribedPredicate.not(or(allowed)))
            .should()
            .accessTargetWhere(PRINTS_OR_EXITS));
  }

  @Test
  void onlyTheLedgerKnowsTheStateOfTasks() {
    check(
        classes()
            .that()
            .haveFullyQualifiedName("dev.baton.ledger.TaskEntry")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAPackage("dev.baton.ledger"));
  }

  @Test
  void workersKnowNothingOfCoordinators() {
    neverDependOn(
        List.of("dev.baton.worker..", "dev.baton.agent.."),
        List.of(
            "dev.baton.advise..",
            "dev.baton.broker..",
            "dev.baton.cli..",
            "dev.baton.collect..",
            "dev.baton.dispatch..",
            "dev.baton.job..",
            "dev.baton.journal..",
            "dev.baton.ledger..",
            "dev.baton.measure..",
            "dev.baton.pool.."));
  }

  @Test
  void whatAllNeedKnowsNobody() {
    neverDependOn(
        List.of(
            "dev.baton.codec..",
            "dev.baton.config..",
            "dev.baton.link..",
            "dev.baton.log..",
            "dev.baton.process..",
            "dev.baton.role..",
            "dev.baton.store..",
            "dev.baton.wire.."),
        List.of(
            "dev.baton.advise..",
            "dev.baton.agent..",
            "dev.baton.broker..",
            "dev.baton.cli..",
            "dev.baton.collect..",
            "dev.baton.dispatch..",
            "dev.baton.job..",
            "dev.baton.journal..",
            "dev.baton.ledger..",
            "dev.baton.measure..",
            "dev.baton.pool..",
            "dev.baton.worker.."));
  }

  /** A rule fails, too, if there is nothing that it is about. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(false).check(BATON);
  }

  /** A library is used in each of these packages, and nowhere else. */
  private static void onlyIn(String library, String... packages) {
    for (String each : packages) {
      assertThat(BATON.that(resideInAPackage(each)).stream())
          .as("classes in %s that use %s", each, library)
          .anyMatch(javaClass -> dependsOn(javaClass, library));
    }
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  private static boolean dependsOn(JavaClass javaClass, String library) {
    return javaClass.getDirectDependenciesFromSelf().stream()
        .map(Dependency::getTargetClass)
        .anyMatch(resideInAPackage(library));
  }

  private static void neverDependOn(List<String> packages, List<String> others) {
    Stream.concat(packages.stream(), others.stream())
        .forEach(each -> assertThat(BATON.that(resideInAPackage(each))).as(each).isNotEmpty());
    check(
        noClasses()
            .that()
            .resideInAnyPackage(packages.toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others.toArray(String[]::new)));
  }

  private static DescribedPredicate<JavaAccess<?>> printsOrExits() {
    return describe(
        "prints to the console or ends the process",
        access -> {
          JavaClass owner = access.getTargetOwner();
          String name = access.getTarget().getName();
          Set<String> names =
              owner.isEquivalentTo(System.class)
                  ? Set.of("out", "exit")
                  : owner.isEquivalentTo(Runtime.class) ? Set.of("exit", "halt") : Set.of();
          return names.contains(name);
        });
  }
}
