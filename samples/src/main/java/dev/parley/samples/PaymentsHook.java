package dev.parley.samples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.hook.CodeHook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes the payment of the payments sample. A real one would ask a payment service here; this one accepts every card but those
 * that end in 0002, which payment services use for "declined" too. Takes and gives what a Lex Lambda function does.
 */
public final class PaymentsHook implements CodeHook {

  private static final String LETTERS = "ACDEFHJKLMNPRTUVWXY3479";
  private static final int CODE_LENGTH = 6;
  private static final String DECLINED = "0002";

  private final ObjectMapper json = new ObjectMapper();
  private final SecureRandom random = new SecureRandom();

  @Override
  public String name() {
    return "payments";
  }

  @Override
  public CompletionStage<String> handle(String lexEvent) {
    try {
      return CompletableFuture.completedFuture(answer(json.readTree(lexEvent)));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(new UncheckedIOException("the event is no JSON", e));
    }
  }

  private String answer(JsonNode event) {
    ObjectNode intent = (ObjectNode) event.at("/sessionState/intent").deepCopy();
    String card = event.at("/sessionState/intent/slots/CardNumber/value/interpretedValue").asText();
    boolean taken = !card.endsWith(DECLINED);
    intent.put("state", taken ? "Fulfilled" : "Failed");
    ObjectNode reply = json.createObjectNode();
    ObjectNode state = reply.putObject("sessionState");
    ObjectNode attributes = state.putObject("sessionAttributes");
    event.at("/sessionState/sessionAttributes").properties().forEach(a -> attributes.set(a.getKey(), a.getValue()));
    if (taken) {
      attributes.put("confirmationCode", code());
    }
    state.putObject("dialogAction").put("type", "Close");
    state.set("intent", intent);
    return reply.toString();
  }

  private String code() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < CODE_LENGTH; i++) {
      code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return code.toString();
  }
}
