package dev.parley.feature;

/** Which record: a group, and the record's identifier in it. Immutable. */
public record RecordKey(String group, String key) {

  /** Without the identifier: it may be a customer's. */
  @Override
  public String toString() {
    return "RecordKey[" + group + "]";
  }
}
