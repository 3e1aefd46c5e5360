package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final Pattern ROW = Pattern.compile("^\\|[^|]*\\| `([a-z.-]+)` \\| *([^| ]*) *\\|.*$", Pattern.MULTILINE);

  @Test
  void theListedLimitsAreThoseOfTheCode() throws IOException {
    Map<String, String> listed = new TreeMap<>();
    Matcher rows = ROW.matcher(Files.readString(Path.of("limits.md")));
    while (rows.find()) {
      listed.put(rows.group(1), rows.group(2));
    }
    assertThat(listed).hasSizeGreaterThan(15);
    // What is no limit: addresses, folders, names.
    assertThat(Settings.keys())
        .filteredOn(key -> !key.matches("server\\.(host|port|tls-.*)|.*\\.folder|.*\\.zone|speech\\.(recognizer|synthesizer)"))
        .allSatisfy(key -> assertThat(listed).containsKey(key));
    Settings settings = new Settings();
    assertThat(listed).allSatisfy((key, value) -> {
      assertThat(Settings.keys()).contains(key);
      assertThat(settings.text(key)).as(key).isEqualTo(value);
    });
  }

  @Test
  void aMistypedSettingIsAnErrorThatNamesTheRightOne() {
    assertThatThrownBy(() -> new Settings().option("conversations.mex=3"))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("conversations.max");
    assertThatThrownBy(() -> new Settings().option("conversations.max=many").count("conversations.max", 1))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("--set")
        .hasMessageContaining("many");
  }
}
