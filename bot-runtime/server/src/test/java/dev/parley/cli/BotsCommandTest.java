package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of {@code parley bots}. */
class BotsCommandTest {

  @TempDir private Path place;
  private ShopBot shop;

  @BeforeEach
  void writeTheBot() throws IOException {
    shop = new ShopBot(place).says("One");
  }

  private void says(int exit, int expected, String... words) {
    String all = shop.printed + "" + shop.complaints;
    assertThat(exit).as(all).isEqualTo(expected);
    assertThat(all).contains(words);
  }

  private JsonNode json(String... arguments) throws IOException {
    String[] all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--json";
    assertThat(shop.bots(all)).as(shop.complaints.toString()).isZero();
    return new ObjectMapper().readTree(shop.printed.toString());
  }

  @Test
  void versionsAreCountedAndTheSameBotKeepsItsNumber() throws IOException {
    says(shop.publish("--alias", "prod", "--description", "the \"first\""), 0, "1 passed, 0 failed", "Shop version 1 is published", "points to version 1, and is new");
    says(shop.publish(), 0, "Shop version 1 holds just this");
    shop.says("Two");
    says(shop.publish(), 0, "Shop version 2 is published");
    shop.says("One");
    says(shop.publish("--alias", "prod"), 0, "Shop version 1 holds just this", "points to version 1 already");

    JsonNode listed = json("list");
    assertThat(listed.at("/0/bot").asText()).isEqualTo("Shop");
    assertThat(listed.at("/0/versions").asInt()).isEqualTo(2);
    assertThat(listed.at("/0/aliases/0/aliasId").asText()).matches("[A-Z0-9]{10}");
    JsonNode shown = json("show", "Shop", "1");
    assertThat(shown.get("description").asText()).isEqualTo("the \"first\"");
    assertThat(shown.get("files").fieldNames()).toIterable().containsExactly("bot.yaml", "shared/sizes.yaml", "which.wav");
    says(shop.bots("list", "Shop"), 0, "version 2", "version 1", "<- prod");
  }

  @Test
  void aBadBotIsNotPublished() throws IOException {
    Files.writeString(shop.folder.resolve("bot.yaml"), Files.readString(shop.folder.resolve("bot.yaml")).replace("close:", "closes:"));
    says(shop.publish("--alias", "prod"), 1, "did you mean `close`?", "bot.yaml:", "nothing is published: the bot has mistakes");
    shop.says("Two");
    Files.writeString(shop.folder.resolve("bot.yaml"), Files.readString(shop.folder.resolve("bot.yaml")).replace("Two: which", "Two: what"));
    says(shop.publish("--alias", "prod"), 1, "FAILED", "order.yaml", "1 of its conversation tests fail");
    says(shop.bots("list"), 0, "no bot is published");
    says(shop.publish("--no-tests"), 0, "its conversation tests are left out", "Shop version 1 is published");
  }

  @Test
  void anAliasIsPointedAndGoesBackTheWayItCame() throws IOException {
    shop.publish("--alias", "prod");
    shop.says("Two").publish("--alias", "prod");
    shop.says("Three").publish();
    says(shop.bots("point", "Shop", "prod", "3"), 0, "points to version 3, before to version 2");
    says(shop.bots("rollback", "Shop", "prod"), 0, "points to version 2, before to version 3");
    says(shop.bots("rollback", "Shop", "prod"), 0, "points to version 1, before to version 2");
    says(shop.bots("rollback", "Shop", "prod"), 1, "no version before 1");
    says(shop.bots("point", "Shop", "staging", "3"), 0, "points to version 3, and is new");
    says(shop.bots("show", "Shop", "prod"), 0, "version 2, rolled back");
    assertThat(json("show", "Shop", "prod").get("changes")).hasSize(5);
  }

  @Test
  void whatIsMistypedIsToldWithWhatWasMeant() {
    shop.publish("--alias", "prod");
    says(shop.bots("list", "Shob"), 1, "no bot 'Shob'", "did you mean `Shop`?");
    says(shop.bots("point", "Shop", "prod", "4"), 1, "no version 4; it has only 1");
    says(shop.bots("point", "Shop", "staging", "prod"), 1, "a version is a number", "points to version 1");
    says(shop.bots("rollback", "Shop", "prud"), 1, "did you mean `prod`?");
    says(shop.bots("show", "Shop", "9"), 1, "no version 9");
    says(shop.bots("point", "Shop", "TSTALIASID", "1"), 1, "Lex's alias of the draft");
    says(shop.bots("point", "Shop", "a b", "1"), 1, "cannot be an alias's name");
  }

  @Test
  void whatIsPublishedIsACopyThatNobodyMayChange() throws IOException {
    shop.publish("--alias", "prod");
    shop.says("Two").publish();
    Path one = shop.store.resolve("Shop/versions/1/files");
    assertThat(one.resolve("bot.yaml")).content().contains("One: which size?");
    assertThat(one.resolve("shared/sizes.yaml")).content().contains("large");
    Files.writeString(shop.store.resolve("Shop/versions/2/files/features.yaml"), "none\n");
    says(shop.bots("point", "Shop", "prod", "2"), 1, "version 2 of bot 'Shop' is not as it was published", "features.yaml has been added");
    Files.delete(shop.store.resolve("Shop/versions/2/files/features.yaml"));
    Files.writeString(shop.store.resolve("Shop/versions/2/files/bot.yaml"), "bot: Shop\n");
    says(shop.bots("point", "Shop", "prod", "2"), 1, "bot.yaml has been changed; publish the change as a new version");
    says(shop.bots("show", "Shop", "prod"), 0, "points to version 1");
  }

  @Test
  void aBotKeepsItsIdAndAnotherBotCannotTakeIt() throws IOException {
    shop.publish();
    Path file = shop.folder.resolve("bot.yaml");
    Files.writeString(file, "id: ABCDEFGHJK\n" + Files.readString(file));
    says(shop.publish(), 1, "which clients know; this one has ABCDEFGHJK");
    String id = json("list").at("/0/id").asText();
    Files.writeString(file, Files.readString(file).replace("ABCDEFGHJK", id).replace("bot: Shop", "bot: Market"));
    says(shop.publish(), 1, "bot 'Shop' is published with the id " + id);
  }
}
