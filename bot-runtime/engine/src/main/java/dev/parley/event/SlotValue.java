package dev.parley.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The value of a slot (Lex: Slot.value). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SlotValue.Scalar.class, name = "scalar"),
  @JsonSubTypes.Type(value = SlotValue.Several.class, name = "list"),
  @JsonSubTypes.Type(value = SlotValue.Composite.class, name = "composite"),
  @JsonSubTypes.Type(value = SlotValue.Secret.class, name = "secret")
})
public sealed interface SlotValue {

  /** The value as text; for a secret its token. */
  String interpretedValue();

  /** What the caller said for it; for a secret its token. */
  String originalValue();

  /** All that it might mean, best first; for a secret its token alone. */
  List<String> resolvedValues();

  /** Whether it may be either of several, as "half past five" may: then it has no value yet (Lex: no interpretedValue). */
  default boolean ambiguous() {
    return interpretedValue().isEmpty() && resolvedValues().size() > 1;
  }

  /** One plain value. */
  record Scalar(String originalValue, String interpretedValue, List<String> resolvedValues) implements SlotValue {
    public Scalar {
      resolvedValues = List.copyOf(resolvedValues);
    }

    /** A value said just as it is written. */
    public static Scalar of(String value) {
      return new Scalar(value, value, List.of(value));
    }
  }

  /** Several plain values (Lex: shape List); as text they stand one after the other with commas. */
  record Several(String originalValue, List<Scalar> values) implements SlotValue {
    public Several {
      values = List.copyOf(values);
    }

    @Override
    public String interpretedValue() {
      return values.stream().map(Scalar::interpretedValue).collect(Collectors.joining(", "));
    }

    @Override
    public List<String> resolvedValues() {
      return values.stream().map(Scalar::interpretedValue).toList();
    }

    @Override
    public boolean ambiguous() {
      return values.stream().anyMatch(Scalar::ambiguous);
    }
  }

  /** Values of the parts of a composite slot (Lex: shape Composite); parts without a value are not there. */
  record Composite(String originalValue, Map<String, SlotValue> parts) implements SlotValue {
    public Composite {
      parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    @Override
    public String interpretedValue() {
      return parts.values().stream().map(SlotValue::interpretedValue).collect(Collectors.joining(" "));
    }

    @Override
    public List<String> resolvedValues() {
      return List.of(interpretedValue());
    }

    @Override
    public boolean ambiguous() {
      return parts.values().stream().anyMatch(SlotValue::ambiguous);
    }
  }

  /**
   * A value of an obfuscated slot: the shell's vault holds it, the core knows only what a dialog needs.
   *
   * @param token stands for the value
   * @param length its characters
   * @param failedRules indices of the slot's validation rules that it breaks, found where the value is known
   */
  record Secret(SecretToken token, int length, List<Integer> failedRules) implements SlotValue {
    public Secret {
      failedRules = List.copyOf(failedRules);
    }

    @Override
    public String interpretedValue() {
      return token.text();
    }

    @Override
    public String originalValue() {
      return token.text();
    }

    @Override
    public List<String> resolvedValues() {
      return List.of(token.text());
    }
  }
}
