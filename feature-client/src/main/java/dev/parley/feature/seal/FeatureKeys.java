package dev.parley.feature.seal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.daead.DeterministicAeadConfig;
import com.google.crypto.tink.daead.PredefinedDeterministicAeadParameters;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;

/**
 * The keys that seal what is kept of customers. Immutable, thread-safe; shows no key.
 *
 * <p>Values are sealed with AES-256-GCM, each with where it stands as associated data, so that none can be put in another's place;
 * files with AES-256-GCM-HKDF in segments. Records' identifiers are sealed with AES-256-SIV (RFC 5297), which gives the same for the
 * same, so that they can be found; these are not rotated. {@link #rotated} adds new keys for values and files: what is written from
 * then on is sealed with them, and what the old ones sealed can be opened still.
 */
public final class FeatureKeys {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAMES = "names";
  private static final String VALUES = "values";
  private static final String FILES = "files";
  private static final byte[] PROOF = "parley".getBytes(StandardCharsets.UTF_8);

  static {
    try {
      AeadConfig.register();
      DeterministicAeadConfig.register();
      StreamingAeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final KeysetHandle names;
  private final KeysetHandle values;
  private final KeysetHandle files;
  private final DeterministicAead name;
  private final Aead value;
  private final StreamingAead file;

  private FeatureKeys(KeysetHandle names, KeysetHandle values, KeysetHandle files) throws GeneralSecurityException {
    this.names = names;
    this.values = values;
    this.files = files;
    this.name = names.getPrimitive(RegistryConfiguration.get(), DeterministicAead.class);
    this.value = values.getPrimitive(RegistryConfiguration.get(), Aead.class);
    this.file = files.getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
  }

  /** New ones, drawn by the machine's secure random numbers. */
  public static FeatureKeys create() {
    try {
      return new FeatureKeys(
          KeysetHandle.generateNew(PredefinedDeterministicAeadParameters.AES256_SIV),
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
          KeysetHandle.generateNew(PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("keys cannot be made", e);
    }
  }

  /** These, and new ones for values and files, which seal from now on. */
  public FeatureKeys rotated() {
    try {
      return new FeatureKeys(
          names, with(values, PredefinedAeadParameters.AES256_GCM), with(files, PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("keys cannot be made", e);
    }
  }

  private static KeysetHandle with(KeysetHandle keys, Parameters parameters) throws GeneralSecurityException {
    return KeysetHandle.newBuilder(keys)
        .addEntry(KeysetHandle.generateEntryFromParameters(parameters).withRandomId().makePrimary())
        .build();
  }

  /**
   * Reads keys, as {@link #write} wrote them.
   *
   * @throws IOException when they are none; the message holds none of it
   */
  public static FeatureKeys read(byte[] json) throws IOException {
    try {
      JsonNode root = JSON.readTree(json);
      return new FeatureKeys(keyset(root, NAMES), keyset(root, VALUES), keyset(root, FILES));
    } catch (JsonProcessingException e) {
      throw new IOException("these are no keys of a feature store: the text is no JSON");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("these are no keys of a feature store; `parley features key new` makes some", e);
    }
  }

  private static KeysetHandle keyset(JsonNode root, String name) throws GeneralSecurityException {
    if (root == null || !root.path(name).isObject()) {
      throw new IllegalArgumentException("there is no `" + name + "`");
    }
    return TinkJsonProtoKeysetFormat.parseKeyset(root.path(name).toString(), InsecureSecretKeyAccess.get());
  }

  /** The keys themselves, to be kept in a secret place. */
  public byte[] write() {
    ObjectNode root = JSON.createObjectNode();
    try {
      root.set(NAMES, JSON.readTree(TinkJsonProtoKeysetFormat.serializeKeyset(names, InsecureSecretKeyAccess.get())));
      root.set(VALUES, JSON.readTree(TinkJsonProtoKeysetFormat.serializeKeyset(values, InsecureSecretKeyAccess.get())));
      root.set(FILES, JSON.readTree(TinkJsonProtoKeysetFormat.serializeKeyset(files, InsecureSecretKeyAccess.get())));
    } catch (GeneralSecurityException | JsonProcessingException e) {
      throw new IllegalStateException("keys cannot be written", e);
    }
    return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** What tells these keys from others, however often they were rotated; tells nothing of them. */
  public String fingerprint() {
    return HexFormat.of().formatHex(sealName(PROOF, PROOF));
  }

  /** Seals an identifier: the same for the same. */
  public byte[] sealName(byte[] plain, byte[] context) {
    try {
      return name.encryptDeterministically(plain, context);
    } catch (GeneralSecurityException e) {
      throw failed("sealed", e);
    }
  }

  /** Opens an identifier; throws {@link IllegalStateException} when these keys have not sealed it. */
  public byte[] openName(byte[] sealed, byte[] context) {
    try {
      return name.decryptDeterministically(sealed, context);
    } catch (GeneralSecurityException e) {
      throw failed("opened", e);
    }
  }

  /** Seals a value, for one place. */
  public byte[] seal(byte[] plain, byte[] place) {
    try {
      return value.encrypt(plain, place);
    } catch (GeneralSecurityException e) {
      throw failed("sealed", e);
    }
  }

  /** Opens a value; throws {@link IllegalStateException} when these keys have not sealed it for this place. */
  public byte[] open(byte[] sealed, byte[] place) {
    try {
      return value.decrypt(sealed, place);
    } catch (GeneralSecurityException e) {
      throw failed("opened", e);
    }
  }

  /** Seals what is written to it; it must be closed for the end to be sealed. */
  OutputStream sealing(OutputStream to, byte[] place) throws IOException {
    try {
      return file.newEncryptingStream(to, place);
    } catch (GeneralSecurityException e) {
      throw failed("sealed", e);
    }
  }

  /** Opens what is read from it; reading fails with {@link IOException} where it was changed. */
  InputStream opening(InputStream from, byte[] place) throws IOException {
    try {
      return file.newDecryptingStream(from, place);
    } catch (GeneralSecurityException e) {
      throw failed("opened", e);
    }
  }

  private static IllegalStateException failed(String done, GeneralSecurityException e) {
    return new IllegalStateException("what is kept of a feature cannot be " + done + ": other keys have sealed it, or it was changed", e);
  }

  @Override
  public String toString() {
    return "FeatureKeys";
  }
}
