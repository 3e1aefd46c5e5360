package dev.parley.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The value of a slot (Lex: Slot.value). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SlotValue.Scalar.class, name = "scalar"),
  @JsonSubTypes.Type(value = SlotValue.Secret.class, name = "secret")
})
public sealed interface SlotValue {

  /** The value as text; for a secret its token. */
  String interpretedValue();

  /** What the caller said for it; for a secret its token. */
  String originalValue();

  /** All that it might mean, best first; for a secret its token alone. */
  List<String> resolvedValues();

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
