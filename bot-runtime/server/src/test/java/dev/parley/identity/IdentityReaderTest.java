package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake of an identity file is told with its place and what to do; nothing of a secret is. */
class IdentityReaderTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
      "shop: { api_kees: [] } | 2:11 | did you mean `api_keys`",
      "shop: { api_keys: [hunter2] } | 2:22 | parley identity new-key",
      "shop: { access_keys: { AKID: nowhere.secret } } | 2:32 | cannot be read",
      "shop: { access_keys: { AKID: 'env:NOT_THERE' } } | 2:32 | NOT_THERE",
      "shop: { certificates: [shop] } | 2:26 | CN=shop,O=Example",
      "shop: { subjects: [corp/me] } | 2:22 | ISSUER/SUBJECT",
      "shop: { administer: perhaps } | 2:23 | neither true nor false"
  })
  void aMistakeHasItsPlaceAndWhatToDo(String principal, String place, String help) throws IOException {
    Path file = Files.writeString(folder.resolve("identity.yaml"), "principals:\n  " + principal + "\n");
    assertThatThrownBy(() -> new Identity(file, Clock.systemUTC(), Runnable::run, Map.<String, String>of()::get))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("identity.yaml:" + place)
        .hasMessageContaining(help);
  }

  @ParameterizedTest
  @CsvSource({"A, a-secret", "B, b-secret"})
  void secretsAreShownByNothing(String id, String secret) throws IOException {
    Files.writeString(folder.resolve("s"), secret);
    Path file = Files.writeString(folder.resolve("identity.yaml"), "principals:\n  shop: { access_keys: { " + id + ": s }, converse: ['*'] }\n");
    Identity identity = new Identity(file, Clock.systemUTC(), Runnable::run, name -> null);
    assertThat(identity.principals().toString()).contains("shop").doesNotContain(secret);
    assertThat(new Policy.AccessKey(secret, identity.principals().get(0)).toString()).doesNotContain(secret);
  }
}
