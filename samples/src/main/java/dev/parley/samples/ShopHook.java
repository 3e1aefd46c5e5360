package dev.parley.samples;

import dev.parley.hook.CodeHook;
import java.time.Clock;
import java.time.ZoneId;
import java.time.LocalTime;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The shop of the orders sample: its warehouse, its returns and its people. A real one would ask their systems; this one stops
 * every order but those whose number ends in 0, which are on the lorry already, makes a label for everything, and has people from
 * eight in the morning to eight in the evening.
 */
public final class ShopHook implements CodeHook {

  private static final LocalTime OPENS = LocalTime.of(8, 0);
  private static final LocalTime CLOSES = LocalTime.of(20, 0);
  private static final String ON_THE_LORRY = "0";

  private final Clock clock;

  /** A shop where this machine is. */
  public ShopHook() {
    this(Clock.system(ZoneId.systemDefault()));
  }

  /** A shop by this clock, in its zone. */
  ShopHook(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "shop";
  }

  @Override
  public CompletionStage<String> handle(String lexEvent) {
    LexEvent event = LexEvent.of(lexEvent);
    return switch (event.label()) {
      case "cancel" -> done(event.close(stops(event), Map.of()));
      case "return" -> done(event.close(true, Map.of()));
      case "hand-off" -> done(event.goOn(Map.of("deskOpen", open() ? "yes" : "no")));
      default -> CompletableFuture.failedFuture(new IllegalArgumentException("the shop does not know the label " + event.label()));
    };
  }

  private static CompletionStage<String> done(String answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private static boolean stops(LexEvent event) {
    return event.slot("OrderNumber").filter(n -> !n.endsWith(ON_THE_LORRY)).isPresent();
  }

  private boolean open() {
    LocalTime now = LocalTime.now(clock);
    return !now.isBefore(OPENS) && now.isBefore(CLOSES);
  }
}
