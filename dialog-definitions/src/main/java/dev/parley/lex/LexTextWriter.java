package dev.parley.lex;

import dev.parley.definition.Condition;
import dev.parley.definition.Template;
import dev.parley.definition.Template.Part;
import dev.parley.yaml.ExpressionWriter;
import java.util.regex.Pattern;

/** Writes templates and conditions as Lex takes them, and tells what Lex cannot say. */
final class LexTextWriter {

  private static final Pattern PLACEHOLDER = Pattern.compile("(?s).*(?:\\[[\\p{L}\\p{N}_][^\\[\\]{}]*\\]|\\(\\([\\w.:/-]+\\)\\)).*");
  private static final Pattern FEATURE = Pattern.compile("\\{features\\.([^.}|]+)\\.([^.}|]+)(?:\\|[^}]*)?\\}");

  private final LexReport report;

  LexTextWriter(LexReport report) {
    this.report = report;
  }

  LexReport report() {
    return report;
  }

  /** Words with Lex's placeholders. */
  String words(Template template, String place) {
    StringBuilder out = new StringBuilder();
    for (Part part : template.parts()) {
      if (part instanceof Template.Literal literal) {
        out.append(literal.text());
        if (PLACEHOLDER.matcher(literal.text()).matches()) {
          report.changed(place, "brackets in words", "Lex has no plain ones, and takes them for an attribute", "word it without brackets");
        }
      } else {
        out.append(reference((Template.Reference) part, place));
      }
    }
    return out.toString();
  }

  private String reference(Template.Reference reference, String place) {
    if (!reference.filters().isEmpty()) {
      report.changed(place, "the filters of " + ExpressionWriter.reference(reference), "Lex says values as they are", "let the Lambda shape the value and set it as an attribute");
    }
    if (reference instanceof Template.SlotReference slot) {
      return "{" + slot.slot() + "}";
    } else if (reference instanceof Template.AttributeReference attribute) {
      return "[" + attribute.attribute() + "]";
    } else if (reference instanceof Template.RequestAttributeReference attribute) {
      return "((" + attribute.attribute() + "))";
    } else if (reference instanceof Template.ContextReference context) {
      return "#" + context.context() + "." + context.parameter();
    }
    Template.FeatureReference feature = (Template.FeatureReference) reference;
    return feature(feature.group(), feature.feature(), place);
  }

  private String feature(String group, String feature, String place) {
    String name = group + "_" + feature;
    report.changed(place, "the customer fact " + group + "." + feature, "Lex knows no customers; it is the session attribute [" + name + "] now", "let the Lambda or the client set it");
    return "[" + name + "]";
  }

  /** A slot's default. */
  String standard(Template template, String place) {
    boolean request = template.parts().size() == 1 && template.parts().get(0) instanceof Template.RequestAttributeReference;
    return request ? "<" + ((Template.RequestAttributeReference) template.parts().get(0)).attribute() + ">" : words(template, place);
  }

  /** An expression. */
  String condition(Condition condition, String place) {
    condition.references().forEach(r -> {
      if (r instanceof Template.FeatureReference f) {
        feature(f.group(), f.feature(), place);
      }
    });
    return FEATURE.matcher(ExpressionWriter.condition(condition)).replaceAll("[$1_$2]");
  }
}
