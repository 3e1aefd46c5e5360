package dev.parley.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.slot.RecognizerSpecs.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The English specs of Recognizers-Text, where {@code -Dparley.data} says where they are; the figures of the module's README. */
class RecognizerSpecsTest {

  private static final double ENOUGH = 0.90;

  @Test
  void nineOfTenCasesThatACallerCouldSayAreUnderstood(TestReporter reporter) throws IOException {
    String data = System.getProperty("parley.data", "");
    assumeTrue(!data.isEmpty() && Files.isDirectory(Path.of(data, "recognizers", "Specs")), "-Dparley.data says where the specs are");
    List<Outcome> all = RecognizerSpecs.outcomes(Path.of(data));
    List<Outcome> sayable = all.stream().filter(o -> o.left().isEmpty()).toList();
    String report = report(all, sayable);
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "recognizer-specs.txt"), report);
    reporter.publishEntry("recognizer specs", report);
    assertThat(right(sayable)).as(report).isGreaterThanOrEqualTo((long) Math.ceil(ENOUGH * sayable.size()));
  }

  private static String report(List<Outcome> all, List<Outcome> sayable) {
    StringBuilder text = new StringBuilder();
    Map<BuiltInSlotType, List<Outcome>> types = new TreeMap<>(sayable.stream().collect(Collectors.groupingBy(Outcome::type)));
    types.forEach((type, of) -> {
      long cases = all.stream().filter(o -> o.type() == type).count();
      text.append(String.format(Locale.ROOT, "%-14s %4d cases, %4d sayable, %4d right, %5.1f %%%n", type.typeName(), cases, of.size(), right(of), share(of)));
    });
    text.append(String.format(Locale.ROOT, "%-14s %4d cases, %4d sayable, %4d right, %5.1f %%%n%n", "all", all.size(), sayable.size(), right(sayable), share(sayable)));
    new TreeMap<>(all.stream().flatMap(o -> o.left().stream()).collect(Collectors.groupingBy(w -> w, Collectors.counting())))
        .forEach((why, count) -> text.append(String.format(Locale.ROOT, "%4d left out: %s%n", count, why)));
    sayable.stream()
        .filter(o -> !o.right())
        .forEach(o -> text.append(String.format("%n%s: \"%s\" is %s, not %s", o.type().typeName(), o.said(), o.understood(), o.expected())));
    return text.append('\n').toString();
  }

  private static long right(List<Outcome> outcomes) {
    return outcomes.stream().filter(Outcome::right).count();
  }

  private static double share(List<Outcome> outcomes) {
    return 100.0 * right(outcomes) / outcomes.size();
  }
}
