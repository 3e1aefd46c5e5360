package dev.parley.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.hook.CodeHook;
import java.io.IOException;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the practice's book does for the bot of the reminder sample. */
class ClinicHookTest {

  private final ObjectMapper json = new ObjectMapper();
  private final ClinicHook clinic = new ClinicHook();

  private static String event(String label, String day, String time) {
    return """
        {"invocationLabel": "%s", "sessionState": {
          "sessionAttributes": {"when": "Thursday"},
          "intent": {"name": "Reschedule", "state": "InProgress", "slots": {
            "NewDay": {"value": {"originalValue": "%2$s", "interpretedValue": "%2$s", "resolvedValues": ["%2$s"]}},
            "NewTime": {"value": {"originalValue": "%3$s", "interpretedValue": "%3$s", "resolvedValues": ["%3$s"]}}}}}}
        """
        .formatted(label, day, time);
  }

  private JsonNode answer(String label, String day, String time) throws IOException {
    return json.readTree(clinic.handle(event(label, day, time)).toCompletableFuture().join()).get("sessionState");
  }

  @ParameterizedTest
  @CsvSource({"2026-12-05, closed, 2026-12-08", "2026-12-06, closed, 2026-12-08", "2026-12-07, full, 2026-12-08"})
  void aDayOnWhichNothingIsFreeComesWithTheNextOne(String day, String state, String offer) throws IOException {
    JsonNode answer = answer("find-day", day, "09:00");
    assertThat(answer.at("/sessionAttributes/day_state").asText()).isEqualTo(state);
    assertThat(answer.at("/sessionAttributes/offer_day").asText()).isEqualTo(offer);
    assertThat(answer.at("/dialogAction/type").asText()).isEqualTo("Delegate");
  }

  @Test
  void aDayWithFreeTimesTellsThemAndKeepsWhatTheSessionKnows() throws IOException {
    JsonNode attributes = answer("find-day", "2026-12-08", "09:00").get("sessionAttributes");
    assertThat(attributes.get("day_state").asText()).isEqualTo("free");
    assertThat(attributes.get("free_times").asText()).isEqualTo("nine, eleven thirty, and two in the afternoon");
    assertThat(attributes.get("when").asText()).isEqualTo("Thursday");
  }

  @ParameterizedTest
  @CsvSource({"09:00, free, 09:00", "10:00, taken, 09:00", "10:30, taken, 11:30", "16:45, taken, 14:00"})
  void aTimeThatIsTakenComesWithTheNearestFreeOne(String time, String state, String offer) throws IOException {
    JsonNode attributes = answer("find-time", "2026-12-08", time).get("sessionAttributes");
    assertThat(attributes.get("time_state").asText()).isEqualTo(state);
    assertThat(attributes.get("offer_time").asText()).isEqualTo(offer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"confirm", "book", "cancel", "call-again", "opt-out"})
  void whatIsToBeDoneIsDone(String label) throws IOException {
    JsonNode answer = answer(label, "2026-12-08", "09:00");
    assertThat(answer.at("/intent/state").asText()).isEqualTo("Fulfilled");
    assertThat(answer.at("/dialogAction/type").asText()).isEqualTo("Close");
  }

  @Test
  void aPointOfTheBotThatTheClinicDoesNotKnowFails() {
    assertThatThrownBy(() -> clinic.handle(event("pay", "2026-12-08", "09:00")).toCompletableFuture().join())
        .hasRootCauseMessage("the clinic does not know the label pay");
  }

  @Test
  void theServerFindsTheClinicByItsName() {
    assertThat(ServiceLoader.load(CodeHook.class)).extracting(CodeHook::name).contains("clinic");
  }
}
