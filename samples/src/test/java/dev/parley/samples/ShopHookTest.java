package dev.parley.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.hook.CodeHook;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shop does for the bot of the orders sample. */
class ShopHookTest {

  private final ObjectMapper json = new ObjectMapper();

  private static ShopHook at(String time) {
    return new ShopHook(Clock.fixed(Instant.parse("2026-11-25T" + time + "Z"), ZoneOffset.UTC));
  }

  private static String event(String label, String order) {
    return """
        {"invocationLabel": "%s", "sessionState": {
          "sessionAttributes": {"tier": "gold"},
          "intent": {"name": "CancelOrder", "state": "ReadyForFulfillment",
            "slots": {"OrderNumber": {"value": {"originalValue": "%2$s", "interpretedValue": "%2$s", "resolvedValues": ["%2$s"]}}}}}}
        """
        .formatted(label, order);
  }

  private JsonNode answer(ShopHook shop, String event) throws IOException {
    return json.readTree(shop.handle(event).toCompletableFuture().join()).get("sessionState");
  }

  @ParameterizedTest
  @CsvSource({"7301519, Fulfilled", "7301520, Failed"})
  void anOrderIsStoppedUnlessItIsOnTheLorryAlready(String order, String state) throws IOException {
    JsonNode answer = answer(at("12:00:00"), event("cancel", order));
    assertThat(answer.at("/intent/state").asText()).isEqualTo(state);
    assertThat(answer.at("/dialogAction/type").asText()).isEqualTo("Close");
  }

  @Test
  void aLabelIsMadeForEverythingThatIsSentBack() throws IOException {
    JsonNode answer = answer(at("12:00:00"), event("return", "7301520"));
    assertThat(answer.at("/intent/state").asText()).isEqualTo("Fulfilled");
    assertThat(answer.at("/sessionAttributes/tier").asText()).isEqualTo("gold");
  }

  @ParameterizedTest
  @CsvSource({"07:59:59, no", "08:00:00, yes", "19:59:59, yes", "20:00:00, no"})
  void thePeopleAreThereFromEightToEightAndTheBotGoesOn(String time, String open) throws IOException {
    JsonNode answer = answer(at(time), event("hand-off", "7301519"));
    assertThat(answer.at("/sessionAttributes/deskOpen").asText()).isEqualTo(open);
    assertThat(answer.at("/dialogAction/type").asText()).isEqualTo("Delegate");
    assertThat(answer.at("/intent/state").asText()).isEqualTo("ReadyForFulfillment");
  }

  @Test
  void aPointOfTheBotThatTheShopDoesNotKnowFails() {
    assertThatThrownBy(() -> at("12:00:00").handle(event("refund", "7301519")).toCompletableFuture().join())
        .hasRootCauseMessage("the shop does not know the label refund");
  }

  @Test
  void theServerFindsTheShopByItsName() {
    assertThat(ServiceLoader.load(CodeHook.class)).extracting(CodeHook::name).contains("shop");
  }
}
