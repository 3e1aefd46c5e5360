package dev.parley.yaml;

import dev.parley.definition.DialogHook;
import dev.parley.definition.IntentDefinition.FulfillmentDefinition;
import dev.parley.definition.IntentDefinition.Update;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** What must hold of code hooks: a name or an address, and words that come before the wait is over. */
final class HookChecks {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Report report;

  HookChecks(Report report) {
    this.report = report;
  }

  void check(DialogHook hook) {
    String target = hook.reference().target();
    boolean address = target.startsWith("http://") || target.startsWith("https://");
    if (address ? !isAddress(target) : !NAME.matcher(target).matches()) {
      report.add(
          Diagnostic.error("bad-hook", hook.reference().span(), "`" + target + "` is neither a hook's name nor an address")
              .help("a name has letters, digits, -, _ and dots; an address begins with http:// or https://"));
    }
  }

  private static boolean isAddress(String target) {
    try {
      return new URI(target).getHost() != null;
    } catch (URISyntaxException e) {
      return false; // and the report says so
    }
  }

  void check(FulfillmentDefinition fulfillment) {
    fulfillment.hook().ifPresent(hook -> {
      fulfillment.started().ifPresent(u -> update(hook, u));
      fulfillment.progress().ifPresent(u -> update(hook, u));
    });
  }

  private void update(DialogHook hook, Update update) {
    if (update.after().compareTo(hook.reference().within()) >= 0) {
      report.add(
          Diagnostic.warning("update-never-said", update.span(), "the wait for the hook is over before this is said")
              .note(hook.reference().span(), "this hook may take " + Times.print(hook.reference().within().toMillis()))
              .help("say it earlier, or give the hook more time with `within`"));
    }
  }
}
