package dev.parley.yaml;

import dev.parley.definition.FeatureCatalogue;
import dev.parley.definition.FeatureUse;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.Template.FeatureReference;
import dev.parley.definition.Template.SlotReference;
import dev.parley.definition.ValidationRule;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold of the customer facts that a bot reads. */
final class FeatureChecks {

  private final LocaleDefinition locale;
  private final Optional<FeatureCatalogue> catalogue;
  private final Report report;
  private final Set<String> named = new LinkedHashSet<>();

  FeatureChecks(LocaleDefinition locale, Optional<FeatureCatalogue> catalogue, Report report) {
    this.locale = locale;
    this.catalogue = catalogue;
    this.report = report;
  }

  /** Checks the declarations; to be called after all {@link #reference}s and {@link #rule}s. */
  void declarations() {
    locale.features().values().forEach(this::declaration);
    for (FeatureUse use : locale.features().values()) {
      if (!named.contains(use.group()) && use.writes().isEmpty()) {
        report.add(
            Diagnostic.warning("unused-feature-group", use.span(), "nothing in this bot names feature group `" + use.group() + "`")
                .help("drop it, so that no caller waits for it"));
      }
    }
  }

  void reference(FeatureReference feature) {
    named.add(feature.group());
    if (!locale.features().containsKey(feature.group())) {
      undeclared(feature.span(), feature.group());
      return;
    }
    catalogue
        .flatMap(c -> c.features(feature.group()))
        .map(Map::keySet)
        .filter(names -> !names.contains(feature.feature()))
        .ifPresent(names -> report.add(
            Diagnostic.error(
                    "unknown-feature",
                    feature.span(),
                    "feature group `" + feature.group() + "` has no feature `" + feature.feature() + "`")
                .help(DidYouMean.help(feature.feature(), names).orElse("its features are " + sorted(names)))));
  }

  void rule(ValidationRule rule) {
    if (rule.check() instanceof ValidationRule.KnownIn known) {
      named.add(known.group());
      if (!locale.features().containsKey(known.group())) {
        undeclared(rule.span(), known.group());
      }
    }
  }

  private void declaration(FeatureUse use) {
    catalogue.filter(c -> !c.groups().contains(use.group())).ifPresent(c -> report.add(
        Diagnostic.error("unknown-feature-group", use.span(), "there is no feature group `" + use.group() + "`")
            .help(DidYouMean.help(use.group(), c.groups()).orElse("the groups are " + sorted(c.groups())))));
    use.key().references().forEach(r -> {
      if (r instanceof FeatureReference feature) {
        reference(feature);
      } else if (r instanceof SlotReference slot
          && locale.intents().values().stream().noneMatch(i -> i.slot(slot.slot()).isPresent())) {
        List<String> slots =
            locale.intents().values().stream().flatMap(i -> i.slots().stream()).map(s -> s.name()).distinct().toList();
        report.add(
            Diagnostic.error("unknown-slot", slot.span(), "no intent has a slot `" + slot.slot() + "`")
                .help(DidYouMean.help(slot.slot(), slots).orElse("the slots are " + String.join(", ", slots))));
      }
    });
    if (needs(use.group(), new LinkedHashSet<>()).contains(use.group())) {
      report.add(
          Diagnostic.error("feature-key-circle", use.span(), "the key of `" + use.group() + "` needs its own record")
              .note(use.key().span(), "the key is made here")
              .help("begin with a group whose key is made from slots or session attributes"));
    }
  }

  /** The groups that must have been read before this group's key can be made. */
  private Set<String> needs(String group, Set<String> found) {
    Optional.ofNullable(locale.features().get(group)).stream()
        .flatMap(use -> use.key().references())
        .filter(FeatureReference.class::isInstance)
        .map(r -> ((FeatureReference) r).group())
        .filter(found::add)
        .forEach(g -> needs(g, found));
    return found;
  }

  private void undeclared(Span span, String group) {
    DidYouMean.closest(group, locale.features().keySet()).ifPresent(named::add); // one mistake, one message
    report.add(
        Diagnostic.error("undeclared-feature-group", span, "this bot does not declare feature group `" + group + "`")
            .help(DidYouMean.help(group, locale.features().keySet()).orElse("declare it under `features:` with its key")));
  }

  static String sorted(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }
}
