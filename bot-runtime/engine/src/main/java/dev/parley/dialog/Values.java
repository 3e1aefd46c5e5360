package dev.parley.dialog;

import com.ibm.icu.text.ListFormatter;
import dev.parley.definition.Template;
import dev.parley.dialog.DialogState.LookedUp;
import dev.parley.event.SlotValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the placeholders of a template stand for now. Pure. */
final class Values {

  private Values() {}

  /** The template with its placeholders filled, or empty when one has no value. */
  static Optional<String> text(Draft draft, Template template) {
    if (template.parts().size() == 1 && template.parts().get(0) instanceof Template.Literal literal) {
      return Optional.of(literal.text());
    }
    StringBuilder out = new StringBuilder();
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Literal literal) {
        out.append(literal.text());
      } else {
        Optional<String> value = spoken(draft, (Template.Reference) part);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        out.append(value.get());
      }
    }
    return Optional.of(out.toString());
  }

  /** A placeholder's value as it is said: filtered, a secret as its token. */
  private static Optional<String> spoken(Draft draft, Template.Reference reference) {
    if (reference instanceof Template.SlotReference slot && slot(draft, slot.slot()).orElse(null) instanceof SlotValue.Secret secret) {
      return Optional.of(secret.token().filtered(slot.filters()).text());
    }
    Locale locale = Locale.forLanguageTag(draft.locale.localeId().replace('_', '-'));
    if (reference instanceof Template.SlotReference slot) {
      Optional<SlotValue> unclear = slot(draft, slot.slot()).filter(v -> v instanceof SlotValue.Scalar && v.ambiguous());
      if (unclear.isPresent()) {
        return unclear.map(v -> choice(v.resolvedValues().stream().map(r -> Filters.apply(slot.filters(), r, locale)).toList(), locale));
      }
    }
    Optional<String> plain = plain(draft, reference);
    if (reference.filters().isEmpty()) {
      return plain;
    }
    return plain.map(v -> Filters.apply(reference.filters(), v, locale));
  }

  /** "New York or Newark", as the language has it. */
  private static String choice(List<String> readings, Locale locale) {
    return ListFormatter.getInstance(locale, ListFormatter.Type.OR, ListFormatter.Width.WIDE).format(readings);
  }

  /** A placeholder's value without its filters; empty for a secret. */
  static Optional<String> plain(Draft draft, Template.Reference reference) {
    Optional<String> value;
    if (reference instanceof Template.SlotReference slot) {
      value = slot(draft, slot.slot()).filter(v -> !(v instanceof SlotValue.Secret)).map(SlotValue::interpretedValue);
    } else if (reference instanceof Template.AttributeReference attribute) {
      value = Optional.ofNullable(draft.attributes.get(attribute.attribute()));
    } else if (reference instanceof Template.RequestAttributeReference attribute) {
      value = Optional.ofNullable(draft.requestAttributes.get(attribute.attribute()));
    } else if (reference instanceof Template.ContextReference context) {
      value = Contexts.parameter(draft, context.context(), context.parameter());
    } else if (reference instanceof Template.FeatureReference feature) {
      value =
          Optional.ofNullable(draft.features.get(feature.group())).map(LookedUp::snapshot).map(s -> s.values().get(feature.feature()));
    } else {
      throw new AssertionError(reference);
    }
    return value.filter(v -> !v.isBlank());
  }

  /** A slot's value, or that of a part of a composite slot: {@code Address.City}. */
  static Optional<SlotValue> slot(Draft draft, String path) {
    SlotValue value = draft.slots.get(path);
    int dot = path.indexOf('.');
    if (value != null || dot < 0) {
      return Optional.ofNullable(value);
    }
    return draft.slots.get(path.substring(0, dot)) instanceof SlotValue.Composite composite
        ? Optional.ofNullable(composite.parts().get(path.substring(dot + 1)))
        : Optional.empty();
  }
}
