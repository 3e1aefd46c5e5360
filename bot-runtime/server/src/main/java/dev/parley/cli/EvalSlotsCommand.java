package dev.parley.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.definition.BuiltInSlotType;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.slot.SlotCase;
import dev.parley.slot.SlotCases;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how well values are understood. */
@Command(
    name = "slots",
    description = {
      "Measures how well what callers say for a value is understood.",
      "A file of cases has its type (or the values of an own one), the day that is today, and under each locale what is said and",
      "the value that it is: 'none' where it is none, '05:30 or 17:30' where it stays open. Texts that YAML would take apart need quotes."
    },
    mixinStandardHelpOptions = true)
final class EvalSlotsCommand implements Callable<Integer> {

  private static final String YAML = ".yaml";

  @Spec private CommandSpec spec;

  @Option(names = "--type", paramLabel = "T", description = "The slot type, such as Digits; not needed where the file says it.")
  private Optional<String> type = Optional.empty();

  @Option(names = "--cases", required = true, paramLabel = "FILE", description = "The cases: a file, or a folder of them. May be repeated.")
  private List<Path> places = List.of();

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    type.filter(t -> BuiltInSlotType.named(t).isEmpty() && !t.matches("\\w+")).ifPresent(t -> {
      throw new ParameterException(spec.commandLine(), "--type: `" + t + "` is no name of a slot type");
    });
    List<SlotCase> cases = read();
    List<Wrong> wrong = new ArrayList<>();
    Map<String, Count> counts = new LinkedHashMap<>();
    for (SlotCase one : cases) {
      boolean right = one.right();
      counts.merge(one.typeName(), new Count(1, right ? 1 : 0), Count::plus);
      if (!right) {
        wrong.add(new Wrong(one, one.understood()));
      }
    }
    Count all = counts.values().stream().reduce(new Count(0, 0), Count::plus);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(all, counts, wrong));
    } else {
      wrong.forEach(w -> out.println(w.asked.span() + ": \"" + w.asked.said() + "\" is " + w.understood + ", not " + shown(w.asked.expected())));
      if (counts.size() > 1) {
        counts.forEach((name, count) -> out.println(line(name, count)));
      }
      out.println(line(counts.size() > 1 ? "all" : counts.keySet().iterator().next(), all));
    }
    out.flush();
    return 0;
  }

  /** How many cases, and how many of them are understood as they should be. */
  private record Count(int cases, int right) {

    Count plus(Count other) {
      return new Count(cases + other.cases, right + other.right);
    }

    double accuracy() {
      return (double) right / cases;
    }
  }

  private record Wrong(SlotCase asked, String understood) {}

  private List<SlotCase> read() {
    Report report = new Report();
    List<SlotCase> cases = new ArrayList<>();
    places.stream().flatMap(EvalSlotsCommand::files).forEach(f -> cases.addAll(SlotCases.read(BotFiles.source(f), type, report)));
    if (report.hasErrors()) {
      throw new Complaint(TextReportPrinter.print(report));
    }
    if (cases.isEmpty()) {
      throw new Complaint("there is no case in " + String.join(", ", places.stream().map(Path::toString).toList()));
    }
    return cases;
  }

  private static Stream<Path> files(Path place) {
    if (!Files.isDirectory(place)) {
      return Stream.of(place);
    }
    try (Stream<Path> children = Files.list(place)) {
      List<Path> files = children.filter(f -> f.toString().endsWith(YAML)).sorted().toList();
      if (files.isEmpty()) {
        throw new Complaint("there is no " + YAML + " file in " + place);
      }
      return files.stream();
    } catch (IOException e) {
      throw new Complaint("the folder " + place + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String line(String name, Count count) {
    return String.format(Locale.ROOT, "%-16s %5.1f%%  %d of %d", name, 100 * count.accuracy(), count.right, count.cases);
  }

  private static String shown(String expected) {
    return expected.isEmpty() ? "open" : expected;
  }

  private static ObjectNode json(Count all, Map<String, Count> counts, List<Wrong> wrong) {
    ObjectNode node = put(JsonNodeFactory.instance.objectNode(), all);
    ArrayNode types = node.putArray("types");
    counts.forEach((name, count) -> put(types.addObject().put("type", name), count));
    ArrayNode errors = node.putArray("errors");
    for (Wrong w : wrong) {
      errors
          .addObject()
          .put("type", w.asked.typeName())
          .put("said", w.asked.said())
          .put("expected", w.asked.expected())
          .put("understood", w.understood)
          .put("file", w.asked.span().file())
          .put("line", w.asked.span().line());
    }
    return node;
  }

  private static ObjectNode put(ObjectNode node, Count count) {
    return node.put("cases", count.cases).put("right", count.right).put("accuracy", Math.round(count.accuracy() * 10_000) / 10_000.0);
  }
}
