package dev.parley.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People without an SDK: a conversation in lines of JSON, held with curl as the README shows it. */
@Tag("peers")
class CurlConversationTest {

  @RegisterExtension
  static final PaymentsServer PAYMENTS =
      new PaymentsServer(Map.of("speech.recognizer", "none", "speech.synthesizer", "none"));

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void curlHoldsAConversationLineByLine() throws IOException, InterruptedException {
    String address = PAYMENTS.address() + "/bots/PaymentsBot/botAliases/TSTALIASID/botLocales/en_US/sessions/with-curl/conversation";
    Process curl =
        new ProcessBuilder("curl", "-sN", "--http2-prior-knowledge", "-X", "POST", "-H", "content-type: application/x-ndjson", "-T", ".", address)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedWriter in = new BufferedWriter(new OutputStreamWriter(curl.getOutputStream(), StandardCharsets.UTF_8));
        BufferedReader out = new BufferedReader(new InputStreamReader(curl.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(answer(in, out, "what is my balance")).contains("account number");
      assertThat(answer(in, out, "482913")).contains("Maya").contains("$142.50");
      in.close();
      String last = "";
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line;
      }
      assertThat(last).doesNotContain("Exception");
    }
    assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(curl.exitValue()).isZero();
  }

  private String answer(BufferedWriter in, BufferedReader out, String text) throws IOException {
    in.write(json.writeValueAsString(Map.of("TextInputEvent", Map.of("text", text))));
    in.newLine();
    in.flush();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      JsonNode event = json.readTree(line);
      if (event.has("TextResponseEvent")) {
        return event.at("/TextResponseEvent/messages/0/content").asText();
      }
    }
    throw new AssertionError("curl's output ended without an answer");
  }
}
