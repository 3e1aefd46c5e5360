package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.hook.LexJson;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientEventsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "{\"text\":5} | text must be a JSON string, was number",
    "{\"text\":[\"hi\"]} | text must be a JSON string, was array",
    "{\"text\":null} | text is missing",
    "{\"text\":\" \"} | text is blank; 1 to 1024 characters are taken",
  })
  void aTextThatIsNoneIsRefusedByItsName(String body, String message) throws IOException {
    var json = LexJson.MAPPER.readTree(body);
    assertThatThrownBy(() -> ClientEvents.text(json, "text")).hasMessage(message);
  }

  @Test
  void aTextIsTakenAsItIs() throws IOException {
    assertThat(ClientEvents.text(LexJson.MAPPER.readTree("{\"text\":\"5\"}"), "text")).isEqualTo("5");
  }
}
