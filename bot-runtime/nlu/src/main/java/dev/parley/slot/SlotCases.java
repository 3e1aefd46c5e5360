package dev.parley.slot;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.YamlNode;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import dev.parley.yaml.YamlNode.YamlSequence;
import dev.parley.yaml.YamlNodeReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what callers say for values, and what they should be, from YAML:
 *
 * <pre>
 * type: Time              # or values: { Savings: [nest egg] }, as a bot's own type has them
 * today: 2026-11-25
 * prefer: future          # or past: which day is meant by one that may be either
 * en_US:
 *   half past six pm: "18:30"
 *   half past six: 06:30 or 18:30
 *   some day: none
 * </pre>
 *
 * <p>Mistakes go into the report. Not thread-safe.
 */
public final class SlotCases {

  private static final String CODE = "slot-cases";
  private static final Pattern LOCALE = Pattern.compile("[a-z]{2,3}_[A-Z]{2}");
  private static final List<String> KEYS = List.of("type", "values", "today", "prefer");

  private final Report report;
  private final List<SlotCase> cases = new ArrayList<>();

  private SlotCases(Report report) {
    this.report = report;
  }

  /**
   * The cases of a file, in its order.
   *
   * @param type the type's name, if it need not stand in the file
   */
  public static List<SlotCase> read(SourceText source, Optional<String> type, Report report) {
    report.source(source);
    SlotCases reader = new SlotCases(report);
    YamlNodeReader.read(source, report).ifPresent(root -> {
      if (root instanceof YamlMapping mapping) {
        reader.file(mapping, type);
      } else {
        reader.wrong(root.span(), "there is " + root.kind() + " where `type`, `today` and a locale should stand");
      }
    });
    return reader.cases;
  }

  private void file(YamlMapping root, Optional<String> wanted) {
    Optional<Type> type = type(root, wanted);
    LocalDate today = root.get("today").flatMap(this::day).orElseGet(() -> missing(root, "today"));
    SlotContext.Prefer prefer = root.get("prefer").flatMap(this::prefer).orElse(SlotContext.Prefer.FUTURE);
    boolean any = false;
    for (YamlNode.Entry entry : root.entries()) {
      String key = entry.key().text();
      if (LOCALE.matcher(key).matches()) {
        any = true;
        type.ifPresent(t -> examples(t, new SlotContext(key, today, prefer), entry.value()));
      } else if (!KEYS.contains(key)) {
        report.add(
            Diagnostic.error(CODE, entry.key().span(), "`" + key + "` is neither a locale, such as `en_US`, nor anything else that stands here")
                .help(DidYouMean.help(key, KEYS)));
      }
    }
    if (!any) {
      wrong(root.span(), "there is no locale, such as `en_US`, with what callers say");
    }
  }

  private record Type(String name, SlotType reader) {}

  private Optional<Type> type(YamlMapping root, Optional<String> wanted) {
    Optional<YamlNode> written = root.get("type");
    Optional<YamlNode> values = root.get("values");
    if (values.isPresent()) {
      return values.flatMap(this::listed).map(t -> new Type(wanted.orElse(t.name()), new ListedSlotType(t)));
    }
    Optional<String> name = written.flatMap(this::text).or(() -> wanted);
    Span place = written.map(YamlNode::span).orElse(root.span().start());
    if (name.isEmpty()) {
      wrong(place, "there is neither a `type` nor `values`");
      return Optional.empty();
    }
    Optional<BuiltInSlotType> type = BuiltInSlotType.named(name.get());
    if (type.isEmpty()) {
      List<String> known = Arrays.stream(BuiltInSlotType.values()).map(BuiltInSlotType::typeName).toList();
      report.add(Diagnostic.error(CODE, place, "there is no built-in slot type `" + name.get() + "`").help(DidYouMean.help(name.get(), known)));
    } else if (wanted.isPresent() && !BuiltInSlotType.named(wanted.get()).equals(type)) {
      wrong(place, "these are cases of `" + name.get() + "`, not of `" + wanted.get() + "`");
    }
    return type.map(t -> new Type(t.typeName(), BuiltInSlotTypes.of(t)));
  }

  private Optional<SlotTypeDefinition> listed(YamlNode node) {
    if (!(node instanceof YamlMapping mapping)) {
      wrong(node.span(), "`values` is " + node.kind() + ", not a mapping of each value to a list of its synonyms");
      return Optional.empty();
    }
    List<SlotTypeDefinition.Value> values = new ArrayList<>();
    for (YamlNode.Entry value : mapping.entries()) {
      if (value.value() instanceof YamlSequence synonyms) {
        List<String> said = synonyms.items().stream().flatMap(s -> text(s).stream()).toList();
        values.add(new SlotTypeDefinition.Value(value.key().span(), value.key().text(), said));
      } else {
        wrong(value.value().span(), "the synonyms of `" + value.key().text() + "` are " + value.value().kind() + ", not a list");
      }
    }
    return Optional.of(
        new SlotTypeDefinition(
            node.span(), "Listed", SlotTypeDefinition.Resolution.TOP_RESOLUTION, values, Optional.empty(), List.of(), Map.of()));
  }

  private void examples(Type type, SlotContext context, YamlNode node) {
    if (!(node instanceof YamlMapping mapping)) {
      wrong(node.span(), "there is " + node.kind() + " where each text stands with its value");
      return;
    }
    for (YamlNode.Entry example : mapping.entries()) {
      text(example.value())
          .ifPresent(v -> cases.add(new SlotCase(type.name, type.reader, context, example.key().text(), v, example.key().span())));
    }
  }

  private Optional<LocalDate> day(YamlNode node) {
    return text(node).flatMap(t -> {
      try {
        return Optional.of(LocalDate.parse(t));
      } catch (DateTimeException e) {
        wrong(node.span(), "`today` is no day such as `2026-11-25`");
        return Optional.of(LocalDate.EPOCH);
      }
    });
  }

  private LocalDate missing(YamlMapping root, String key) {
    wrong(root.span().start(), "`" + key + "` is missing: without it no one can tell which day is meant");
    return LocalDate.EPOCH;
  }

  private Optional<SlotContext.Prefer> prefer(YamlNode node) {
    return text(node).flatMap(t -> switch (t) {
      case "past", "future" -> Optional.of(SlotContext.Prefer.valueOf(t.toUpperCase(Locale.ROOT)));
      default -> {
        wrong(node.span(), "`prefer` is neither `past` nor `future`");
        yield Optional.empty();
      }
    });
  }

  private Optional<String> text(YamlNode node) {
    if (node instanceof YamlScalar scalar && (!scalar.isNull() || !scalar.plain())) {
      return Optional.of(scalar.text());
    }
    wrong(node.span(), "there is " + node.kind() + " where a text should stand" + (node instanceof YamlScalar ? "; none is written `none`" : ""));
    return Optional.empty();
  }

  private void wrong(Span place, String message) {
    report.add(Diagnostic.error(CODE, place, message));
  }
}
