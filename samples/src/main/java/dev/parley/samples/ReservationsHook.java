package dev.parley.samples;

import dev.parley.hook.CodeHook;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Books the rooms of the hotel sample. A real one would ask the hotel's book; this one has a room for every stay of up to four weeks. */
public final class ReservationsHook implements CodeHook {

  private static final int LONGEST_STAY_DAYS = 28;
  private static final String LETTERS = "ACDEFHJKLMNPRTUVWXY3479";
  private static final int CODE_LENGTH = 4;

  private final SecureRandom random = new SecureRandom();

  @Override
  public String name() {
    return "reservations";
  }

  @Override
  public CompletionStage<String> handle(String lexEvent) {
    LexEvent event = LexEvent.of(lexEvent);
    LocalDate from = LocalDate.parse(event.slot("CheckIn").orElseThrow());
    LocalDate to = LocalDate.parse(event.slot("CheckOut").orElseThrow());
    boolean free = ChronoUnit.DAYS.between(from, to) <= LONGEST_STAY_DAYS;
    return CompletableFuture.completedFuture(event.close(free, free ? Map.of("bookingCode", code()) : Map.of()));
  }

  private String code() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < CODE_LENGTH; i++) {
      code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return code.toString();
  }
}
