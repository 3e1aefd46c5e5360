package dev.parley.yaml;

import dev.parley.definition.Template;
import dev.parley.definition.Template.Filter;
import dev.parley.definition.Template.Reference;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what stands between a placeholder's brackets: a name, and filters behind bars. */
final class PlaceholderReader {

  private static final String FEATURES = "features.";

  /** The brackets of a placeholder say what it names. */
  enum Brackets {
    /** {@code {Slot}} or {@code {features.group.feature}}. */
    BRACES,
    /** {@code [sessionAttribute]}. */
    SQUARE,
    /** {@code ((requestAttribute))}. */
    ROUND
  }

  private PlaceholderReader() {}

  static Optional<Reference> read(String inside, Brackets brackets, Span span, Report report) {
    String[] pieces = inside.split("\\|", -1);
    String name = pieces[0].strip();
    List<Filter> filters = new ArrayList<>();
    for (int i = 1; i < pieces.length; i++) {
      filter(pieces[i].strip(), span, report).ifPresent(filters::add);
    }
    if (name.isEmpty()) {
      report.add(Diagnostic.error("empty-placeholder", span, "a placeholder names nothing")
              .help("write {Slot}, {features.group.feature}, [attribute] or ((request attribute)); `\\{` is a plain {"));
      return Optional.empty();
    }
    return switch (brackets) {
      case SQUARE -> Optional.of(new Template.AttributeReference(span, name, filters));
      case ROUND -> Optional.of(new Template.RequestAttributeReference(span, name, filters));
      case BRACES -> name.startsWith(FEATURES)
          ? feature(name, span, filters, report)
          : Optional.of(new Template.SlotReference(span, name, filters));
    };
  }

  private static Optional<Reference> feature(String name, Span span, List<Filter> filters, Report report) {
    String[] path = name.substring(FEATURES.length()).split("\\.", -1);
    if (path.length != 2 || path[0].isEmpty() || path[1].isEmpty()) {
      report.add(
          Diagnostic.error("feature-path", span, "`" + name + "` names no feature").help("write {features.group.feature}"));
      return Optional.empty();
    }
    return Optional.of(new Template.FeatureReference(span, path[0], path[1], filters));
  }

  private static Optional<Filter> filter(String name, Span span, Report report) {
    List<String> names = Arrays.stream(Filter.values()).map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
    if (!names.contains(name)) {
      report.add(
          Diagnostic.error("unknown-filter", span, "there is no filter `" + name + "`")
              .help(DidYouMean.help(name, names).orElse("the filters are " + String.join(", ", names))));
      return Optional.empty();
    }
    return Optional.of(Filter.valueOf(name.toUpperCase(Locale.ROOT)));
  }
}
