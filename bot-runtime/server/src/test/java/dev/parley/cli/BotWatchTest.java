package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Bots;
import dev.parley.simulation.ExactInterpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `serve --watch` does about files that change. */
class BotWatchTest {

  private static final String BOT = "bot: Shop\nlocale: en_US\ngreeting: %s\nintents:\n  Buy:\n    utterances: [buy]\n    close: Bought.\n";

  @TempDir private Path folder;
  private final Bots bots = new Bots(ExactInterpreter::train);
  private int second;

  private void write(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("bot.yaml"), text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(++second)));
  }

  private String greeting(Bots.LocaleBot bot) {
    return bot.definition().locale("en_US").orElseThrow().greeting().toString();
  }

  @Test
  void newConversationsGetTheNewVersionRunningOnesKeepTheirsAndABadOneNeverGoesLive() throws IOException {
    write(BOT.formatted("One."));
    Path file = folder.resolve("bot.yaml");
    bots.load(BotWithGroups.read(file).definition());
    boolean[] trains = {true};
    BotWatch watch =
        new BotWatch(List.of(file), bot -> {
          Bots.LoadedBot prepared = bots.prepare(bot.definition());
          return trains[0] && bots.serve(prepared) != null;
        });
    Bots.LocaleBot running = bots.require("Shop", "TSTALIASID", "en_US").bot();
    watch.look();
    assertThat(bots.require("Shop", "TSTALIASID", "en_US").bot()).as("nothing has changed").isSameAs(running);

    write(BOT.formatted("Two."));
    watch.look();
    Bots.LocaleBot next = bots.require("Shop", "TSTALIASID", "en_US").bot();
    assertThat(greeting(next)).contains("Two.");
    assertThat(greeting(running)).contains("One.");

    write(BOT.formatted("Three.") + "intentz: {}\n");
    watch.look();
    trains[0] = false;
    write(BOT.formatted("Four."));
    watch.look();
    assertThat(bots.require("Shop", "TSTALIASID", "en_US").bot()).as("a mistake, and one that cannot be trained").isSameAs(next);

    trains[0] = true;
    write(BOT.formatted("Five."));
    watch.look();
    assertThat(greeting(bots.require("Shop", "TSTALIASID", "en_US").bot())).contains("Five.");
  }
}
