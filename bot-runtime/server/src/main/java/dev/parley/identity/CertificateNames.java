package dev.parley.identity;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/** The names of a client's certificate, in one form for each, so that they can be compared with those of an identity file. */
final class CertificateNames {

  /** The kinds of alternative names that can be told, by their numbers in RFC 5280, 4.2.1.6. */
  private static final Map<Integer, String> KINDS = Map.of(1, "email", 2, "dns", 6, "uri");

  private CertificateNames() {}

  /** Its subject, then its alternative names. */
  static List<String> of(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    names.add(canonical(certificate.getSubjectX500Principal()));
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
        String kind = name.get(0) instanceof Integer number ? KINDS.get(number) : null;
        if (kind != null) {
          names.add(alternative(kind, String.valueOf(name.get(1))));
        }
      }
    } catch (CertificateParsingException e) {
      throw new IdentityRefused("UnrecognizedClientException", "the alternative names of the client's certificate cannot be read");
    }
    return names;
  }

  /**
   * A name as an identity file has it: {@code dns:}, {@code uri:} or {@code email:} before an alternative name, or a subject such as
   * {@code CN=shop,O=Example}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static String read(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? "" : text.substring(0, colon);
    return KINDS.containsValue(kind) && colon < text.length() - 1 ? alternative(kind, text.substring(colon + 1)) : canonical(new X500Principal(text));
  }

  private static String alternative(String kind, String name) {
    // Case counts in an address of a resource, and not in the name of a host.
    return kind + ":" + (kind.equals("uri") ? name : name.toLowerCase(Locale.ROOT));
  }

  private static String canonical(X500Principal subject) {
    return subject.getName(X500Principal.CANONICAL);
  }
}
