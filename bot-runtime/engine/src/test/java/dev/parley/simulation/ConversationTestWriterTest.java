package dev.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.Span;
import dev.parley.simulation.CallerAction.Several;
import dev.parley.simulation.CallerAction.Timed;
import dev.parley.simulation.ConversationTest.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is printed of a conversation is all of it: read again, it is the same one. */
class ConversationTestWriterTest {

  @Property(tries = 300)
  void whatADrawnCallerDoesComesBackFromThePrintedTest(@ForAll("turns") List<Turn> turns) {
    ConversationTest test =
        new ConversationTest(
            Span.NONE, Optional.of("drawn"), Optional.of("../bot.yaml"), Optional.of("en_US"), Instant.parse("2026-11-25T12:00:00Z"),
            ZoneOffset.UTC, 7, ChannelKind.PHONE, Map.of(), Map.of(), ScriptedFeatures.NONE, ScriptedHooks.NONE, turns);

    ConversationTest read =
        ConversationTestReader.read(new SourceText("drawn.yaml", ConversationTestWriter.write(test))).value().orElseThrow();

    assertThat(read.turns().stream().map(ConversationTestWriterTest::anywhere).toList()).isEqualTo(turns);
  }

  private static Turn anywhere(Turn t) {
    return new Turn(Span.NONE, t.caller(), t.after(), t.silent(), t.waits(), t.said(), t.expected(), t.absent());
  }

  @Provide
  Arbitrary<List<Turn>> turns() {
    Arbitrary<Duration> millis = Arbitraries.integers().between(0, 6000).map(Duration::ofMillis);
    Arbitrary<CallerAction> one =
        Arbitraries.oneOf(
            Arbitraries.strings().withCharRange('a', 'z').withChars(" ,:'#{\"").ofMinLength(1).ofMaxLength(12).filter(s -> !s.isBlank() && s.equals(s.strip()))
                .map(s -> new CallerAction.Says(s, Optional.empty())),
            Combinators.combine(Arbitraries.strings().withChars("0123456789#*").ofMinLength(1).ofMaxLength(8), millis).as(CallerAction.Presses::new),
            millis.map(CallerAction.Mumbles::new),
            millis.map(CallerAction.Unheard::new),
            Arbitraries.just(new CallerAction.HangsUp()));
    Arbitrary<CallerAction> any =
        Arbitraries.oneOf(one, Combinators.combine(millis, one).as(Timed::new).list().ofMinSize(1).ofMaxSize(3).map(Several::new));
    Arbitrary<Turn> does =
        Combinators.combine(any, millis.optional(), Arbitraries.of(Duration.ZERO, Duration.ofSeconds(40)))
            .as((action, after, waits) -> new Turn(Span.NONE, Optional.of(action), after, false, waits, Optional.empty(), List.of(), List.of()));
    return Arbitraries.oneOf(does, Arbitraries.integers().between(1, 3600).map(s -> RandomCaller.waits(Duration.ofSeconds(s)))).list().ofMinSize(1).ofMaxSize(4);
  }
}
