package dev.parley.definition;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The slot types that every bot has: Lex's (written {@code AMAZON.Number} or {@code Number}) and ours. The names live
 * here, so that a bot can be checked without the code that understands values.
 */
public enum BuiltInSlotType {
  ALPHA_NUMERIC("AlphaNumeric", true),
  CITY("City", true),
  CONFIRMATION("Confirmation", true),
  COUNTRY("Country", true),
  CURRENCY("Currency", true),
  DATE("Date", true),
  DURATION("Duration", true),
  EMAIL_ADDRESS("EmailAddress", true),
  FIRST_NAME("FirstName", true),
  FREE_FORM_INPUT("FreeFormInput", true),
  LAST_NAME("LastName", true),
  NUMBER("Number", true),
  PERCENTAGE("Percentage", true),
  PHONE_NUMBER("PhoneNumber", true),
  STATE("State", true),
  STREET_NAME("StreetName", true),
  TIME("Time", true),
  UK_POSTAL_CODE("UKPostalCode", true),
  /** A string of digits, leading zeros kept. */
  DIGITS("Digits", false),
  /** The number of a payment card: digits, most often sixteen. */
  PAYMENT_CARD("PaymentCard", false),
  /** A month of a year, as on a card: {@code 2028-03}. */
  EXPIRY_DATE("ExpiryDate", false),
  /** A day of the week: {@code Monday}. */
  DAY_OF_WEEK("DayOfWeek", false),
  /** A place in a row, from 1; counted from the end it is negative, the last one -1. */
  ORDINAL("Ordinal", false);

  private static final String AMAZON = "AMAZON.";
  private static final Map<String, BuiltInSlotType> BY_NAME = byName();
  private final String typeName;
  private final boolean lex;

  BuiltInSlotType(String typeName, boolean lex) {
    this.typeName = typeName;
    this.lex = lex;
  }

  private static Map<String, BuiltInSlotType> byName() {
    Map<String, BuiltInSlotType> types = new HashMap<>();
    for (BuiltInSlotType type : values()) {
      types.put(type.typeName, type);
      if (type.lex) {
        types.put(AMAZON + type.typeName, type);
      }
    }
    return Map.copyOf(types);
  }

  /** The name without a prefix. */
  public String typeName() {
    return typeName;
  }

  /** Whether Lex has it too. */
  public boolean isLex() {
    return lex;
  }

  /** The type with this name, with or without Lex's prefix. */
  public static Optional<BuiltInSlotType> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
