package dev.parley.simulation;

import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.HookResult;
import dev.parley.event.SecretToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells a simulated conversation line by line, each with its time in seconds from the start. Secrets are masked. */
final class Transcript {

  /** Longer conversations are told from their end. */
  private static final int MAX_LINES = 200;

  private Transcript() {}

  static List<String> of(List<Happening> happenings) {
    return of(happenings, List.of());
  }

  /** The conversation; a line that is not as expected is marked, and what was expected stands below it. */
  static List<String> of(List<Happening> happenings, List<Mismatch> mismatches) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i <= happenings.size(); i++) {
      int index = i;
      List<Mismatch> here = mismatches.stream().filter(m -> m.happening() == index).toList();
      here.stream().filter(Mismatch::missing).forEach(m -> lines.add(wanted(m)));
      if (i < happenings.size()) {
        Happening happening = happenings.get(i);
        String text = line(happening);
        boolean wrong = here.stream().anyMatch(m -> !m.missing());
        if (!text.isEmpty() || wrong) {
          String mark = wrong ? ">" : " ";
          lines.add(mark + time(happenings.get(0).at(), happening.at()) + "  " + SecretToken.mask(text));
        }
      }
      here.stream().filter(m -> !m.missing()).forEach(m -> lines.add(wanted(m)));
    }
    return lines.size() <= MAX_LINES ? lines : lines.subList(lines.size() - MAX_LINES, lines.size());
  }

  private static String wanted(Mismatch mismatch) {
    return "> expected  " + mismatch.wanted();
  }

  private static String time(Instant start, Instant at) {
    return String.format(Locale.ROOT, "%8.3f", Duration.between(start, at).toMillis() / 1000.0);
  }

  private static String line(Happening happening) {
    return happening instanceof Happening.Event event
        ? event(event.event())
        : output(((Happening.Output) happening).output());
  }

  private static String event(DialogEvent event) {
    if (event instanceof DialogEvent.TextArrived e) {
      return "caller writes: " + e.text();
    } else if (event instanceof DialogEvent.KeyPressed e) {
      return "caller presses " + e.key();
    } else if (event instanceof DialogEvent.SpeechBegan) {
      return "caller begins to speak";
    } else if (event instanceof DialogEvent.Transcribed e) {
      return e.complete() ? "caller said: " + e.text() : "";
    } else if (event instanceof DialogEvent.FeaturesArrived e) {
      return "features of " + e.group() + ": " + e.snapshot().status().name().toLowerCase(Locale.ROOT);
    } else if (event instanceof DialogEvent.HookAnswered e) {
      return "hook " + (e.result() instanceof HookResult.Answer ? "answers" : e.result() instanceof HookResult.TimedOut ? "is too late" : "fails");
    } else if (event instanceof DialogEvent.PlaybackEnded) {
      return "bot is silent";
    } else if (event instanceof DialogEvent.HungUp e) {
      return "over: " + e.reason();
    }
    return "";
  }

  private static String output(DialogOutput output) {
    if (output instanceof DialogOutput.Say o) {
      return "BOT: " + o.messages().stream().map(m -> m.content()).collect(Collectors.joining(" "));
    } else if (output instanceof DialogOutput.StopPlayback o) {
      return "bot is interrupted (" + o.reason() + ")";
    } else if (output instanceof DialogOutput.LowerPlayback) {
      return "bot is lowered";
    } else if (output instanceof DialogOutput.ResumePlayback) {
      return "bot goes on";
    } else if (output instanceof DialogOutput.RevealIntentResult o) {
      return "stands at " + o.session().intent().map(i -> i.name() + " " + i.state().lexName()).orElse("no intent")
          + o.session().dialogAction().map(a -> ", " + a.type().lexName() + a.slotToElicit().map(s -> " " + s).orElse("")).orElse("");
    } else if (output instanceof DialogOutput.LookUpFeatures o) {
      return "looks up " + o.group() + " " + o.key();
    } else if (output instanceof DialogOutput.WriteFeatures o) {
      Stream<String> counted = o.counts().stream().map(DialogOutput.Count::feature);
      return "writes " + o.group() + " " + o.key() + ": " + Stream.concat(o.values().keySet().stream(), counted).sorted().collect(Collectors.joining(", "));
    } else if (output instanceof DialogOutput.CallHook o) {
      return "calls hook " + o.hook().target();
    } else if (output instanceof DialogOutput.Close) {
      return "closes";
    }
    return "";
  }
}
