package dev.parley.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom, within modules as between them. Maven proves the rest. */
@AnalyzeClasses(packages = "dev.parley", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

  @ArchTest
  static final ArchRule packagesHaveNoCycles = slices().matching("dev.parley.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theCoreIsPure =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.parley.event..", "dev.parley.turn..", "dev.parley.dialog..", "dev.parley.engine..", "dev.parley.secret..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.nio.file..", "java.util.concurrent..", "io.netty..", "org.slf4j..", "dev.parley.yaml..")
          .because("the core decides; sockets, files, threads and logs are the shell's");

  @ArchTest
  static final ArchRule turnAndDialogDoNotKnowEachOther =
      noClasses().that().resideInAPackage("dev.parley.turn..").should().dependOnClassesThat().resideInAPackage("dev.parley.dialog..");

  @ArchTest
  static final ArchRule dialogAndTurnDoNotKnowEachOther =
      noClasses().that().resideInAPackage("dev.parley.dialog..").should().dependOnClassesThat().resideInAPackage("dev.parley.turn..");

  @ArchTest
  static final ArchRule nettyStaysInHttp2 =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.parley.http2..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule featuresKnowNoDialogs =
      noClasses()
          .that()
          .resideInAPackage("dev.parley.feature..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.parley.definition..", "dev.parley.event..", "dev.parley.dialog..", "dev.parley.engine..", "dev.parley.conversation..");

  @ArchTest
  static final ArchRule speechKnowsNothingOfOurs =
      classes()
          .that()
          .resideInAnyPackage("dev.parley.audio..", "dev.parley.speech..")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages(
              "dev.parley.definition..", "dev.parley.event..", "dev.parley.conversation..", "dev.parley.feature..", "dev.parley.yaml..");

  @ArchTest
  static final ArchRule theShellTakesAnInterpreterNotTheNlu =
      noClasses()
          .that()
          .resideInAnyPackage("dev.parley.conversation..", "dev.parley.twilio..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.parley.nlu..", "dev.parley.slot..", "dev.parley.http2..", "dev.parley.cli..");

  @ArchTest
  static final ArchRule nobodyImportsTheCommandLine =
      noClasses().that().resideOutsideOfPackages("dev.parley.cli..", "dev.parley.samples..").should().dependOnClassesThat().resideInAPackage("dev.parley.cli..");
}
