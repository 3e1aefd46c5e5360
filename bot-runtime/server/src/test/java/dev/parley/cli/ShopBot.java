package dev.parley.cli;

import dev.parley.audio.Pcm;
import dev.parley.audio.WavFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A bot in a folder that is published again and again, and the commands that do so. */
final class ShopBot {

  private static final String BOT =
      """
      bot: Shop
      locale: en_US
      include: [shared/sizes.yaml]
      intents:
        Order:
          utterances: [order]
          slots:
            Size: { type: Size, ask: { say: "%1$s: which size?", audio: which.wav } }
          close: "%1$s: ordered."
      """;

  private static final String TEST =
      """
      at: 2026-05-06T12:00:00Z
      channel: chat
      turns:
        - caller: order
          bot: "%s: which size?"
      """;

  final Path folder;
  final Path store;
  final StringWriter printed = new StringWriter();
  final StringWriter complaints = new StringWriter();

  ShopBot(Path place) throws IOException {
    folder = Files.createDirectories(place.resolve("shop"));
    store = place.resolve("store");
    Files.createDirectories(folder.resolve("shared"));
    Files.createDirectories(folder.resolve("conversations"));
    Files.writeString(folder.resolve("shared/sizes.yaml"), "slot_types:\n  Size: { values: [small, large] }\n");
    try (OutputStream out = Files.newOutputStream(folder.resolve("which.wav"))) {
      WavFile.write(out, Pcm.silence(300, 16_000));
    }
  }

  /** What the author saves: a bot that begins all it says with this word. */
  ShopBot says(String word) throws IOException {
    Files.writeString(folder.resolve("bot.yaml"), BOT.formatted(word));
    Files.writeString(folder.resolve("conversations/order.yaml"), TEST.formatted(word));
    return this;
  }

  /** Publishes it and points an alias to it; the exit code. */
  int publish(String... options) {
    List<String> all = new ArrayList<>(List.of("publish", folder.toString(), "--encoder", "none"));
    all.addAll(List.of(options));
    return bots(all.toArray(String[]::new));
  }

  /** {@code parley bots ...} on its store; the exit code. */
  int bots(String... arguments) {
    printed.getBuffer().setLength(0);
    complaints.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of("bots"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--store", store.toString()));
    return Main.commandLine().setOut(new PrintWriter(printed, true)).setErr(new PrintWriter(complaints, true)).execute(all.toArray(String[]::new));
  }
}
