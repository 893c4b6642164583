package dev.baton.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may depend on what. */
class ArchitectureTest {

  private static final JavaClasses BATON =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.baton");

  @Test
  void packagesDependOnEachOtherInOneDirection() {
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
    check(onlyIn("org.apache.kafka..", "dev.baton.log.kafka..", "dev.baton.broker.."));
  }

  @Test
  void theKafkaServerIsKnownToTheBrokerOnly() {
    check(onlyIn("kafka..", "dev.baton.broker.."));
    check(onlyIn("org.apache.kafka.server..", "dev.baton.broker.."));
    check(onlyIn("org.apache.kafka.metadata..", "dev.baton.broker.."));
  }

  @Test
  void kryoIsKnownToItsCodecOnly() {
    check(onlyIn("com.esotericsoftware..", "dev.baton.codec.kryo.."));
  }

  @Test
  void chronicleIsKnownToItsStoreOnly() {
    check(onlyIn("net.openhft..", "dev.baton.store.chronicle.."));
  }

  @Test
  void picocliIsKnownToTheCommandLineAndToJobsOnly() {
    check(onlyIn("picocli..", "dev.baton.cli..", "dev.baton.job.."));
  }

  @Test
  void theInsidesOfTheJdkAreForSignalsSerialisationAndForWhatChronicleGeneratesOnly() {
    String[] others = {"dev.baton.process..", "dev.baton.cli..", "dev.baton.store.chronicle.."};
    check(onlyIn("sun.misc..", others));
    check(onlyIn("sun.reflect..", "dev.baton.codec.kryo..", "dev.baton.store.chronicle.."));
    check(
        onlyIn(
            "sun..",
            Stream.concat(Stream.of(others), Stream.of("dev.baton.codec.kryo.."))
                .toArray(String[]::new)));
  }

  @Test
  void onlyTheCommandLineAndProcessMainsPrintOrExit() {
    check(
        noClasses()
            .that(
                DescribedPredicate.not(
                    resideInAPackage("dev.baton.cli..")
                        .or(resideInAPackage("dev.baton.process.."))
                        .or(simpleNameEndingWith("Main"))
                        // how BrokerMain and WorkerMain end
                        .or(simpleNameEndingWith("BrokerEnd"))
                        .or(simpleNameEndingWith("WorkerExit"))))
            .should()
            .accessTargetWhere(printsOrExits()));
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
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.baton.worker..", "dev.baton.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.baton.pool..",
                "dev.baton.job..",
                "dev.baton.ledger..",
                "dev.baton.dispatch..",
                "dev.baton.collect..",
                "dev.baton.broker..",
                "dev.baton.measure..",
                "dev.baton.cli.."));
  }

  @Test
  void whatAllNeedKnowsNobody() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "dev.baton.wire..",
                "dev.baton.codec..",
                "dev.baton.store..",
                "dev.baton.log..",
                "dev.baton.config..",
                "dev.baton.process..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.baton.worker..", "dev.baton.agent..", "dev.baton.pool.."));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(BATON);
  }

  private static ArchRule onlyIn(String library, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
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
