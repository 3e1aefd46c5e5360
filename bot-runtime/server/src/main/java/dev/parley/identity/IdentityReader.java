package dev.parley.identity;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.Span;
import dev.parley.identity.Principal.Grant;
import dev.parley.yaml.MappingReader;
import dev.parley.yaml.ValueType;
import dev.parley.yaml.ValueType.Key;
import dev.parley.yaml.ValueType.Keys;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlScalar;
import dev.parley.yaml.YamlNodeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads an identity file. Never throws on a text: every mistake is in the report, with its place. One use. */
final class IdentityReader {

  private static final ValueType TEXT = new ValueType.Text();
  private static final ValueType TEXTS = new ValueType.ListOf(TEXT);
  private static final String SHA_256 = "[0-9a-f]{64}";
  private static final Keys FILE = file();
  private static final Keys ISSUER = issuer();
  private static final Keys PRINCIPAL = principal();

  private final Path file;
  private final Clock clock;
  private final UnaryOperator<String> environment;
  private final Report report;
  private final Map<String, Policy.AccessKey> accessKeys = new LinkedHashMap<>();
  private final Map<String, Principal> apiKeys = new LinkedHashMap<>();
  private final Map<String, Policy.Issuer> issuers = new LinkedHashMap<>();
  private final Map<String, Principal> subjects = new LinkedHashMap<>();
  private final Map<String, Principal> certificates = new LinkedHashMap<>();
  private final List<Principal> principals = new ArrayList<>();

  /** Files that it names, whose change is a change of it. */
  private final List<Path> named = new ArrayList<>();

  IdentityReader(Path file, Clock clock, UnaryOperator<String> environment, Report report) {
    this.file = file;
    this.clock = clock;
    this.environment = environment;
    this.report = report;
  }

  private static Keys file() {
    Map<String, Key> keys = new LinkedHashMap<>();
    keys.put("principals", new Key(new ValueType.MapOf(TEXT), true, "Who may call, by name."));
    keys.put("tokens", new Key(new ValueType.MapOf(TEXT), false, "Who makes tokens (JWT), by name."));
    keys.put("metrics", new Key(new ValueType.Choice(List.of("anyone", "administrators")), false, "Who may read /metrics."));
    return new Keys("identity", "Who may do what.", keys);
  }

  private static Keys issuer() {
    Map<String, Key> keys = new LinkedHashMap<>();
    keys.put("issuer", new Key(TEXT, true, "The token's claim `iss`."));
    keys.put("audience", new Key(TEXT, true, "What its claim `aud` must hold."));
    keys.put("jwks", new Key(TEXT, true, "The issuer's public keys: a file beside this one, or an address."));
    return new Keys("token_issuer", "Who makes tokens.", keys);
  }

  private static Keys principal() {
    Map<String, Key> keys = new LinkedHashMap<>();
    keys.put("access_keys", new Key(new ValueType.MapOf(TEXT), false, "Keys that sign requests (SigV4): the id, and the file that holds the secret."));
    keys.put("api_keys", new Key(TEXTS, false, "SHA-256 of the keys, in hexadecimal; `parley identity new-key` makes one."));
    keys.put("subjects", new Key(TEXTS, false, "Subjects of tokens: ISSUER/SUBJECT, with the issuer's name in `tokens`."));
    keys.put("certificates", new Key(TEXTS, false, "Names of clients' certificates: a subject such as CN=shop, or dns:NAME, uri:NAME, email:NAME."));
    keys.put("converse", new Key(TEXTS, false, "Bots they may talk to: BOT, BOT/ALIAS or `*`."));
    keys.put("read_sessions", new Key(TEXTS, false, "Bots whose sessions they may look at."));
    keys.put("read_features", new Key(TEXTS, false, "Feature groups whose records they may look up: GROUP or `*`."));
    keys.put("write_features", new Key(TEXTS, false, "Feature groups whose records they may change: GROUP or `*`."));
    keys.put("administer", new Key(new ValueType.Flag(), false, "Whether they may see metrics, define feature groups and make customers forgotten."));
    return new Keys("principal", "Somebody who calls.", keys);
  }

  /** What the file says; only of use when the report has no errors. */
  Policy read() {
    boolean open = false;
    Optional<MappingReader> root =
        text(file, Span.NONE).flatMap(text -> YamlNodeReader.read(new SourceText(file.toString(), text), "an identity file begins with `principals:`", report))
            .flatMap(node -> MappingReader.of(node, FILE, report));
    if (root.isPresent()) {
      root.get().entries("tokens").forEach(this::issuer);
      root.get().entries("principals").forEach(this::principal);
      open = root.get().choice("metrics").filter("anyone"::equals).isPresent();
    }
    return new Policy(open, accessKeys, apiKeys, issuers, subjects, certificates, principals);
  }

  List<Path> named() {
    return named;
  }

  private Optional<String> text(Path from, Span place) {
    named.add(from);
    try {
      return Optional.of(Files.readString(from));
    } catch (IOException e) {
      report.add(
          Diagnostic.error("unreadable-file", place, "the file " + from + " cannot be read (" + e.getClass().getSimpleName() + ")")
              .help("write its path from the folder of " + file.getFileName() + ", and let the server's user read it"));
      return Optional.empty();
    }
  }

  private void issuer(Entry entry) {
    MappingReader.of(entry.value(), ISSUER, report).ifPresent(keys -> {
      Optional<String> issuer = keys.text("issuer");
      Optional<String> audience = keys.text("audience");
      Optional<String> jwks = keys.text("jwks");
      if (issuer.isEmpty() || audience.isEmpty() || jwks.isEmpty()) {
        return;
      }
      if (!jwks.get().contains("://")) {
        named.add(file.resolveSibling(jwks.get()));
      }
      try {
        TokenVerifier verifier = TokenVerifier.of(jwks.get(), file, issuer.get(), audience.get(), clock);
        issuers.put(entry.key().text(), new Policy.Issuer(entry.key().text(), issuer.get(), audience.get(), verifier));
      } catch (IOException | IllegalArgumentException e) {
        report.add(
            Diagnostic.error("unusable-jwks", keys.place("jwks"), "the keys `" + jwks.get() + "` cannot be used: " + e.getMessage())
                .help("name a JSON web key set: a file beside this one, or an http(s) address"));
      }
    });
  }

  private void principal(Entry entry) {
    MappingReader.of(entry.value(), PRINCIPAL, report).ifPresent(keys -> {
      Principal principal =
          new Principal(
              entry.key().text(),
              grants(keys, "converse"),
              grants(keys, "read_sessions"),
              texts(keys, "read_features"),
              texts(keys, "write_features"),
              keys.flag("administer", false));
      principals.add(principal);
      keys.entries("access_keys").forEach(key -> accessKey(key, principal));
      keys.scalars("api_keys").forEach(hash -> apiKey(hash, principal));
      keys.scalars("subjects").forEach(subject -> subject(subject, principal));
      keys.scalars("certificates").forEach(name -> certificate(name, principal));
      boolean talks = !principal.converse().isEmpty() || !principal.readSessions().isEmpty();
      boolean knows = !principal.readFeatures().isEmpty() || !principal.writeFeatures().isEmpty();
      if (!talks && !knows && !principal.administer()) {
        report.add(
            Diagnostic.warning("may-do-nothing", entry.key().span(), "`" + principal.name() + "` may do nothing")
                .help("add `converse: [BOT]`, `read_sessions: [BOT]`, `read_features: [GROUP]`, `write_features: [GROUP]` or `administer: true`"));
      }
    });
  }

  private static List<String> texts(MappingReader keys, String key) {
    return keys.scalars(key).stream().map(YamlScalar::text).toList();
  }

  private static List<Grant> grants(MappingReader keys, String key) {
    return keys.scalars(key).stream().map(YamlScalar::text).map(Grant::of).toList();
  }

  private void accessKey(Entry key, Principal principal) {
    if (!(key.value() instanceof YamlScalar where)) {
      report.add(Diagnostic.error("wrong-type", key.value().span(), "an access key needs the file that holds its secret").help("write `" + key.key().text() + ": secrets/shop.secret`"));
      return;
    }
    Optional<String> secret = secret(where).map(String::strip).filter(s -> !s.isEmpty());
    secret.ifPresent(s -> distinct(accessKeys.put(key.key().text(), new Policy.AccessKey(s, principal)) == null, key.key(), "access key"));
  }

  private Optional<String> secret(YamlScalar where) {
    String variable = where.text().startsWith("env:") ? where.text().substring(4) : "";
    if (variable.isEmpty()) {
      return text(file.resolveSibling(where.text()), where.span());
    }
    Optional<String> value = Optional.ofNullable(environment.apply(variable));
    if (value.isEmpty()) {
      report.add(Diagnostic.error("no-variable", where.span(), "the environment has no `" + variable + "`").help("set it before the server starts"));
    }
    return value;
  }

  private void apiKey(YamlScalar hash, Principal principal) {
    if (!hash.text().matches(SHA_256)) {
      report.add(
          Diagnostic.error("not-a-hash", hash.span(), "an API key stands here as its SHA-256, 64 characters of 0-9 and a-f")
              .help("make one with `parley identity new-key`; the key itself goes to the client only"));
      return;
    }
    distinct(apiKeys.put(hash.text(), principal) == null, hash, "API key");
  }

  private void subject(YamlScalar subject, Principal principal) {
    int slash = subject.text().indexOf('/');
    String issuer = slash < 0 ? subject.text() : subject.text().substring(0, slash);
    if (slash < 0 || !issuers.containsKey(issuer)) {
      report.add(
          Diagnostic.error("unknown-issuer", subject.span(), "`" + issuer + "` is not among `tokens:`")
              .help(DidYouMean.help(issuer, issuers.keySet()).orElse("write ISSUER/SUBJECT, with a name of `tokens:`")));
      return;
    }
    distinct(subjects.put(subject.text(), principal) == null, subject, "subject");
  }

  private void certificate(YamlScalar name, Principal principal) {
    try {
      distinct(certificates.put(CertificateNames.read(name.text()), principal) == null, name, "name of a certificate");
    } catch (IllegalArgumentException e) {
      report.add(
          Diagnostic.error("not-a-name", name.span(), "`" + name.text() + "` is no name of a certificate")
              .help("write its subject, such as \"CN=shop,O=Example\", or one of its alternative names: dns:NAME, uri:NAME or email:NAME"));
    }
  }

  private void distinct(boolean first, YamlScalar what, String kind) {
    if (!first) {
      report.add(Diagnostic.error("same-key-twice", what.span(), "this " + kind + " stands here twice").help("each belongs to one principal"));
    }
  }
}
