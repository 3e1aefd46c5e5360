package dev.parley.yaml;

import dev.parley.definition.BotId;
import dev.parley.definition.BuiltInIntent;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Checks names against Lex's patterns. */
final class Names {

  private static final Pattern NAME = Pattern.compile("(?:[0-9a-zA-Z][_-]?){1,100}+");
  private static final Pattern LOCALE = Pattern.compile("[a-z]{2,3}_(?:[A-Z]{2}|[0-9]{3})");

  private static final Pattern CONTEXT = Pattern.compile("(?:[A-Za-z0-9]_?){1,100}+");

  private static final List<String> PARENTS = Arrays.stream(BuiltInIntent.values()).map(BuiltInIntent::signature).toList();

  private Names() {}

  static void check(YamlScalar name, String what, Report report) {
    if (!NAME.matcher(name.text()).matches()) {
      report.add(
          Diagnostic.error("bad-name", name.span(), "`" + name.text() + "` cannot name a " + what)
              .help("use letters and digits, single - or _ between them, up to 100"));
    }
  }

  static void checkContext(YamlScalar name, Report report) {
    if (!CONTEXT.matcher(name.text()).matches()) {
      report.add(
          Diagnostic.error("bad-context-name", name.span(), "`" + name.text() + "` cannot name a context")
              .help("use letters and digits, single _ between them, up to 100"));
    }
  }

  static void checkLocale(YamlScalar locale, Report report) {
    if (!LOCALE.matcher(locale.text()).matches()) {
      report.add(
          Diagnostic.error("bad-locale", locale.span(), "`" + locale.text() + "` is no locale id")
              .help("write language and country with an underscore, such as en_US"));
    }
  }

  static void checkBotId(YamlScalar id, Report report) {
    if (!BotId.PATTERN.matcher(id.text()).matches()) {
      report.add(
          Diagnostic.error("bad-bot-id", id.span(), "a bot's id has exactly ten letters or digits")
              .help("drop `id:` to have one made from the name"));
    }
  }

  static void checkParent(YamlScalar parent, Report report) {
    if (!PARENTS.contains(parent.text())) {
      report.add(
          Diagnostic.error("unknown-parent", parent.span(), "there is no built-in intent `" + parent.text() + "`")
              .help(DidYouMean.help(parent.text(), PARENTS).or(() -> DidYouMean.help("AMAZON." + parent.text(), PARENTS)).orElse("built-in intents are " + String.join(", ", PARENTS))));
    }
  }
}
