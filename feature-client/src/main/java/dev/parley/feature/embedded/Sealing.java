package dev.parley.feature.embedded;

import dev.parley.feature.seal.FeatureKeys;

/** How the engine's entries are sealed: not at all, or with keys. Thread-safe. */
interface Sealing {

  /** Everything as it is. */
  Sealing NONE =
      new Sealing() {
        @Override
        public String fingerprint() {
          return "";
        }

        @Override
        public byte[] name(byte[] plain, byte[] group) {
          return plain;
        }

        @Override
        public byte[] nameBack(byte[] sealed, byte[] group) {
          return sealed;
        }

        @Override
        public byte[] value(byte[] plain, byte[] place) {
          return plain;
        }

        @Override
        public byte[] valueBack(byte[] sealed, byte[] place) {
          return sealed;
        }
      };

  /** With keys. */
  static Sealing with(FeatureKeys keys) {
    String fingerprint = keys.fingerprint();
    return new Sealing() {
      @Override
      public String fingerprint() {
        return fingerprint;
      }

      @Override
      public byte[] name(byte[] plain, byte[] group) {
        return keys.sealName(plain, group);
      }

      @Override
      public byte[] nameBack(byte[] sealed, byte[] group) {
        return keys.openName(sealed, group);
      }

      @Override
      public byte[] value(byte[] plain, byte[] place) {
        return keys.seal(plain, place);
      }

      @Override
      public byte[] valueBack(byte[] sealed, byte[] place) {
        return keys.open(sealed, place);
      }
    };
  }

  /** What tells it from others; empty = nothing is sealed. */
  String fingerprint();

  /** A record's identifier in its group: the same for the same. */
  byte[] name(byte[] plain, byte[] group);

  /** The identifier that was sealed. */
  byte[] nameBack(byte[] sealed, byte[] group);

  /** A value at its place, which is its key. */
  byte[] value(byte[] plain, byte[] place);

  /** The value that was sealed. */
  byte[] valueBack(byte[] sealed, byte[] place);
}
