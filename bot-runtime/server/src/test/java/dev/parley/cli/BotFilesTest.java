package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.diagnostic.TextReportPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BotFilesTest {

  private static final String TYPES = "slot_types: { Size: { values: [small, large] } }\n";

  @TempDir
  private Path folder;

  private String report(String include) throws IOException {
    Path bot = Files.createDirectories(folder.resolve("bots/all/shop")).resolve("bot.yaml");
    Files.writeString(
        bot,
        "bot: Shop\ninclude: [" + include + "]\nintents:\n  Buy:\n    utterances: [buy a shirt]\n"
            + "    slots: { Size: { type: Size, ask: Which size? } }\n    close: Bought.\n");
    return TextReportPrinter.print(BotFiles.read(bot, List.of()).report());
  }

  @Test
  void aBotIncludesWhatLiesBesideAndAboveIt() throws IOException {
    Files.createDirectories(folder.resolve("bots/all/shop"));
    Files.writeString(folder.resolve("bots/all/shop/types.yaml"), TYPES);
    Files.writeString(folder.resolve("bots/types.yaml"), TYPES);
    assertThat(report("types.yaml")).doesNotContain("error");
    assertThat(report("../../types.yaml")).doesNotContain("error");
  }

  @Test
  void aLinkOutOfTheFoldersThatABotMayNameIsNotFollowed() throws IOException {
    Files.createDirectories(folder.resolve("bots/all/shop"));
    Files.writeString(folder.resolve("elsewhere.yaml"), TYPES);
    Files.createSymbolicLink(folder.resolve("bots/all/shop/types.yaml"), folder.resolve("elsewhere.yaml"));
    assertThat(report("types.yaml")).contains("include-missing");
  }
}
