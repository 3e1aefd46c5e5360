package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conversation.ChannelProvider;
import dev.parley.twilio.TwilioChannelProvider;
import dev.parley.twilio.TwilioSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final String TELEPHONE = "twilio.";

  private static final Pattern ROW = Pattern.compile("^\\|[^|]*\\| `([a-z.-]+)` \\| *([^| ]*) *\\|.*$", Pattern.MULTILINE);

  private static Map<String, String> listed(Predicate<String> wanted) throws IOException {
    Map<String, String> listed = new TreeMap<>();
    Matcher rows = ROW.matcher(Files.readString(Path.of("limits.md")));
    while (rows.find()) {
      if (wanted.test(rows.group(1))) {
        listed.put(rows.group(1), rows.group(2));
      }
    }
    return listed;
  }

  @Test
  void theListedLimitsAreThoseOfTheCode() throws IOException {
    Map<String, String> listed = listed(key -> !key.startsWith(TELEPHONE));
    assertThat(listed).hasSizeGreaterThan(15);
    // What is no limit: addresses, folders, names.
    assertThat(Settings.keys())
        .filteredOn(key -> !key.matches("server\\.(host|port|tls-.*)|identity\\.file|.*\\.folder|.*\\.zone|speech\\.(recognizer|synthesizer)|features\\.(online|redis(-prefix|-password-file)?|remote(-api-key-file|-signed)?|sagemaker-region|kafka(-topics|-group-id|-write|-properties-file|-rejects-topic|-rejects-file)?|history|s3-.*|key-file|key-command|clear-folder)|understanding\\.(encoder|vocabulary|pooling|languages)"))
        .allSatisfy(key -> assertThat(listed).containsKey(key));
    Settings settings = new Settings();
    assertThat(listed).allSatisfy((key, value) -> {
      assertThat(Settings.keys()).contains(key);
      assertThat(settings.text(key)).as(key).isEqualTo(value);
    });
  }

  @Test
  void theTelephonesListedLimitsAreThoseOfTheCode() throws IOException {
    Map<String, String> listed = listed(key -> key.startsWith(TELEPHONE));
    assertThat(listed).hasSize(TwilioSettings.CallLimits.class.getRecordComponents().length);
    assertThat(listed).allSatisfy((key, value) -> {
      String own = key.substring(TELEPHONE.length());
      assertThat(TwilioSettings.of(Map.of("bot", "B", own, value)).limits()).as(key).isEqualTo(TwilioSettings.CallLimits.DEFAULT);
      // So it is the limit of that name, and no other setting that takes any text.
      assertThatThrownBy(() -> TwilioSettings.of(Map.of("bot", "B", own, value.replaceAll("[0-9]+", "0")))).hasMessageContaining(own);
    });
  }

  @Test
  void theTelephonesListedMetricsAreThoseOfTheCode() throws IOException {
    Set<String> listed = new TreeSet<>();
    Matcher names = Pattern.compile("`(parley\\.twilio\\.[a-z.-]+)`").matcher(Files.readString(Path.of("limits.md")));
    while (names.find()) {
      listed.add(names.group(1));
    }
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    ChannelProvider.Routes routes = new TwilioChannelProvider().open(
        (request, channel) -> {
          throw new AssertionError("nobody calls");
        },
        Map.of("bot", "B"),
        meters);
    assertThat(meters.getMeters().stream().map(meter -> meter.getId().getName()).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(listed);
    assertThat(routes.http()).hasSize(4);
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
