package dev.parley.yaml;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.Condition;
import dev.parley.definition.Condition.Comparison;
import dev.parley.definition.Condition.Constant;
import dev.parley.definition.Condition.EventPath;
import dev.parley.definition.Condition.Operand;
import dev.parley.definition.Condition.Operator;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.definition.Template;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold of the operands of a condition: they are of one kind, and what is asked of them can be answered. */
final class ConditionChecks {

  private static final Set<BuiltInSlotType> NUMBERS =
      EnumSet.of(BuiltInSlotType.NUMBER, BuiltInSlotType.CURRENCY, BuiltInSlotType.PERCENTAGE, BuiltInSlotType.ORDINAL);

  /** Types without an order among their values. */
  private static final Set<BuiltInSlotType> WORDS =
      EnumSet.of(
          BuiltInSlotType.ALPHA_NUMERIC, BuiltInSlotType.FREE_FORM_INPUT, BuiltInSlotType.CONFIRMATION, BuiltInSlotType.CITY,
          BuiltInSlotType.COUNTRY, BuiltInSlotType.EMAIL_ADDRESS, BuiltInSlotType.FIRST_NAME, BuiltInSlotType.LAST_NAME,
          BuiltInSlotType.STATE, BuiltInSlotType.STREET_NAME, BuiltInSlotType.UK_POSTAL_CODE, BuiltInSlotType.DAY_OF_WEEK);

  private static final Map<BuiltInSlotType, Form> FORMS =
      Map.of(
          BuiltInSlotType.DATE, new Form("[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?", "a date is written \"2026-12-31\""),
          BuiltInSlotType.EXPIRY_DATE, new Form("[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?", "a month is written \"2026-12\""),
          BuiltInSlotType.TIME, new Form("[0-2][0-9]:[0-5][0-9]", "a time is written \"09:30\""),
          BuiltInSlotType.DAY_OF_WEEK, new Form("(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", "a day of the week is written \"Monday\""),
          BuiltInSlotType.DURATION, new Form("P[0-9YMWDTHS.]+", "a length of time is written \"PT90M\", \"P2D\""));

  private static final List<String> INPUT_MODES = List.of("Text", "Speech", "DTMF");

  /** How constants of a type are written. */
  private record Form(Pattern pattern, String help) {
    Form(String pattern, String help) {
      this(Pattern.compile(pattern), help);
    }
  }

  private final LocaleDefinition locale;
  private final SlotNames slots;
  private final Report report;

  ConditionChecks(LocaleDefinition locale, SlotNames slots, Report report) {
    this.locale = locale;
    this.slots = slots;
    this.report = report;
  }

  void check(Condition condition) {
    if (condition instanceof Condition.All all) {
      all.conditions().forEach(this::check);
    } else if (condition instanceof Condition.Any any) {
      any.conditions().forEach(this::check);
    } else if (condition instanceof Condition.Not not) {
      check(not.condition());
    } else if (condition instanceof Comparison comparison) {
      comparison(comparison);
    } else if (condition instanceof Condition.Contains contains) {
      contains(contains);
    } else if (condition instanceof Condition.IsSet set) {
      path(set.operand());
    }
  }

  private void comparison(Comparison c) {
    operand(c.left());
    operand(c.right());
    pair(c.left(), c.operator(), c.right());
    pair(c.right(), c.operator(), c.left());
  }

  private void operand(Operand operand) {
    path(operand);
    if (operand instanceof Condition.Count count) {
      slot(count.of()).filter(s -> !s.multiple()).ifPresent(s -> report.add(
          Diagnostic.error("count-of-single", count.span(), "slot `" + s.name() + "` has one value")
              .note(s.span(), "the slot")
              .help("ask fn.IS_SET({" + s.name() + "}), or make the slot `multiple: true`")));
    } else if (operand instanceof Condition.Length length) {
      slot(length.of()).filter(s -> s.multiple() || s.composite()).ifPresent(s -> report.add(
          Diagnostic.error("length-of-many", length.span(), "slot `" + s.name() + "` has several values")
              .note(s.span(), "the slot")
              .help(s.multiple() ? "count them: fn.COUNT({" + s.name() + "})" : "take one of its parts: {" + s.name() + "." + s.parts().keySet().iterator().next() + "}")));
    } else if (operand instanceof Condition.Value value) {
      slot(value.of()).filter(SlotDefinition::composite).ifPresent(s -> report.add(
          Diagnostic.error("composite-compared", span(value.of()), "slot `" + s.name() + "` has parts and no value of its own")
              .note(s.span(), "the slot")
              .help("compare one of its parts: {" + s.name() + "." + s.parts().keySet().iterator().next() + "}")));
    }
  }

  void path(Operand operand) {
    if (operand instanceof EventPath path) {
      if (!EventPath.PATHS.contains(path.path())) {
        report.add(
            Diagnostic.error("unknown-event-path", path.span(), "a condition cannot read `" + path.path() + "`")
                .help(DidYouMean.help(path.path(), EventPath.PATHS).orElse("it can read " + String.join(", ", EventPath.PATHS))));
      }
    }
  }

  /** What one side says of the constant on the other. */
  private void pair(Operand side, Operator operator, Operand other) {
    if (!(other instanceof Constant constant)) {
      return;
    }
    boolean order = operator != Operator.EQUAL && operator != Operator.NOT_EQUAL;
    if (side instanceof Condition.Count || side instanceof Condition.Length) {
      number(constant, "a count");
    } else if (side instanceof EventPath path && path.path().equals("$.inputMode") && !contains(INPUT_MODES, constant.text())) {
      neverThis(constant, "an input's mode", INPUT_MODES);
    } else if (side instanceof Condition.Value value) {
      slot(value.of()).filter(s -> !s.composite() && value.of().filters().isEmpty()).ifPresent(s -> ofType(s, constant, order));
    }
  }

  private void ofType(SlotDefinition slot, Constant constant, boolean order) {
    Optional<SlotTypeDefinition> own = Optional.ofNullable(locale.slotTypes().get(slot.type()));
    if (own.isPresent()) {
      boolean listed = own.get().restrict() && !own.get().values().isEmpty() && !slot.multiple();
      if (listed && order) {
        kind(slot, constant, "words have no order");
      } else if (listed) {
        value(slot, own.get(), constant);
      }
      return;
    }
    BuiltInSlotType.named(slot.type()).ifPresent(type -> {
      if (NUMBERS.contains(type)) {
        number(constant, "slot `" + slot.name() + "`");
      } else if (FORMS.containsKey(type)) {
        Optional.ofNullable(FORMS.get(type)).filter(f -> !f.pattern().matcher(constant.text()).matches())
            .ifPresent(f -> kind(slot, constant, f.help()));
      } else if (WORDS.contains(type) && order && ConditionLogic.number(constant).isPresent()) {
        kind(slot, constant, "words have no order; give the slot a type of numbers");
      }
    });
  }

  private void number(Constant constant, String what) {
    Constant bare = new Constant(constant.span(), constant.text().replace("%", ""), true);
    if (ConditionLogic.number(bare).isEmpty()) {
      report.add(
          Diagnostic.error("wrong-operand", constant.span(), what + " is a number, and `" + constant.text() + "` is none")
              .help("compare it with a number"));
    }
  }

  private void kind(SlotDefinition slot, Constant constant, String help) {
    report.add(
        Diagnostic.error("wrong-operand", constant.span(), "slot `" + slot.name() + "` of type `" + slot.type() + "` is not compared with this")
            .note(slot.typeSpan(), "the type stands here")
            .help(help));
  }

  private void value(SlotDefinition slot, SlotTypeDefinition type, Constant constant) {
    List<String> values = type.values().stream().map(SlotTypeDefinition.Value::value).toList();
    if (!contains(values, constant.text())) {
      neverThis(constant, "slot `" + slot.name() + "`", values);
    }
  }

  private void neverThis(Constant constant, String what, List<String> values) {
    List<String> some = values.size() > 10 ? values.subList(0, 10) : values;
    report.add(
        Diagnostic.warning("value-never-taken", constant.span(), what + " is never `" + constant.text() + "`")
            .help(DidYouMean.help(constant.text(), values).orElse("it is one of " + String.join(", ", some) + (some.size() < values.size() ? ", …" : ""))));
  }

  private static boolean contains(List<String> values, String text) {
    return values.stream().anyMatch(text::equalsIgnoreCase);
  }

  private void contains(Condition.Contains contains) {
    operand(contains.right());
    Optional<SlotDefinition> slot = contains.left() instanceof Condition.Value v ? slot(v.of()) : Optional.empty();
    boolean unknown = contains.left() instanceof Condition.Value v && v.of() instanceof Template.SlotReference && slot.isEmpty();
    if (unknown) {
      return; // there is a message already
    }
    if (slot.isEmpty() || !slot.get().multiple()) {
      Diagnostic d =
          Diagnostic.error("contains-of-single", contains.span(),
                  slot.map(s -> "slot `" + s.name() + "` has one value").orElse("only a slot of several values contains one"))
              .help("compare with =, or make the slot `multiple: true`");
      report.add(slot.map(s -> d.note(s.span(), "the slot")).orElse(d));
      return;
    }
    Optional.ofNullable(locale.slotTypes().get(slot.get().type())).filter(t -> t.restrict() && !t.values().isEmpty()).ifPresent(t -> {
      if (contains.right() instanceof Constant constant) {
        value(slot.get(), t, constant);
      }
    });
  }

  private Optional<SlotDefinition> slot(Template.Reference reference) {
    return reference instanceof Template.SlotReference slot ? slots.find(slot.slot()) : Optional.empty();
  }

  private static Span span(Template.Reference reference) {
    return reference instanceof Template.SlotReference slot ? slot.span() : Span.NONE;
  }
}
