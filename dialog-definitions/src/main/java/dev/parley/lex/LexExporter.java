package dev.parley.lex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.definition.BotDefinition;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.LocaleDefinition.CuePhrases;
import dev.parley.definition.LocaleDefinition.Digressions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a bot as an export of Lex V2, which Lex imports. What Lex has no form for is left out or comes close to it, and the report
 * tells so. The same bot gives the same bytes. Thread-safe.
 */
public final class LexExporter {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Pattern NO_NAME = Pattern.compile("[^0-9A-Za-z_-]");

  private LexExporter() {}

  /**
   * What a bot is in Lex.
   *
   * @param fileName what Lex would call the file
   */
  public record Exported(String fileName, byte[] zip, LexReport report) {}

  /** The bot as the zip that Lex imports. */
  public static Exported export(BotDefinition bot) {
    LexReport report = new LexReport();
    Map<String, ObjectNode> files = files(bot, report);
    return new Exported(NO_NAME.matcher(bot.name()).replaceAll("_") + "-DRAFT-" + bot.id() + "-LexJson.zip", zip(files), report);
  }

  private static Map<String, ObjectNode> files(BotDefinition bot, LexReport report) {
    Map<String, ObjectNode> files = new LinkedHashMap<>();
    ObjectNode manifest = LexWordWriter.JSON.objectNode();
    manifest.putObject("metaData").put("schemaVersion", "1").put("resourceType", "BOT").put("fileFormat", "LexJson");
    files.put("Manifest.json", manifest);
    ObjectNode own = LexWordWriter.JSON.objectNode();
    own.put("name", bot.name()).put("version", "DRAFT").put("description", bot.description().orElse(null)).put("identifier", bot.id());
    own.putObject("dataPrivacy").put("childDirected", false);
    own.put("idleSessionTTLInSeconds", bot.sessionTimeout().toSeconds());
    files.put(folder(bot.name()) + "Bot.json", own);
    report.note("", "`childDirected` is false", "a bot here does not say whether it is for children", "set it in Lex if it is");
    Set<String> hooks = new TreeSet<>();
    bot.locales().values().forEach(l -> hooks.addAll(locale(folder(bot.name()) + "BotLocales/" + folder(l.localeId()), l, files, report)));
    if (!hooks.isEmpty()) {
      String names = String.join(", ", hooks);
      report.note("", hooks.size() == 1 ? "the hook " + names : "the hooks " + names, "in Lex an alias names one Lambda for each locale", "name it at the alias"
          + (hooks.size() == 1 ? "" : ", and let it tell these calls apart"));
    }
    return files;
  }

  private static Set<String> locale(String folder, LocaleDefinition locale, Map<String, ObjectNode> files, LexReport report) {
    report.count("locale");
    ObjectNode own = LexWordWriter.JSON.objectNode();
    own.put("name", displayName(locale.localeId())).put("identifier", locale.localeId()).putNull("version").putNull("description");
    own.putNull("voiceSettings").put("nluConfidenceThreshold", locale.intentConfidenceThreshold());
    files.put(folder + "BotLocale.json", own);
    ours(locale, report);
    LexTypeWriter types = new LexTypeWriter(locale, report);
    types.write();
    LexIntentWriter intents = new LexIntentWriter(report, types, locale);
    for (IntentDefinition intent : locale.intents().values()) {
      Optional<LexIntentWriter.Written> written = intents.write(intent);
      written.ifPresent(w -> {
        String of = folder + "Intents/" + folder(intent.name());
        files.put(of + "Intent.json", w.intent());
        w.slots().forEach((name, slot) -> files.put(of + "Slots/" + folder(name) + "Slot.json", slot));
      });
    }
    types.written().forEach((name, type) -> files.put(folder + "SlotTypes/" + folder(name) + "SlotType.json", type));
    return intents.hooks();
  }

  /** What Lex has no form for. */
  private static void ours(LocaleDefinition locale, LexReport report) {
    String place = locale.localeId();
    locale.voice().ifPresent(v -> report.lost(place + ".voice", "the voice", "Lex speaks with Amazon Polly's voices", "choose one in Lex"));
    locale.greeting().ifPresent(g -> report.lost(place + ".greeting", "the greeting", "in Lex the client sends the first words", "let the client or the contact flow say it"));
    locale.start().ifPresent(s -> report.lost(place + ".start", "the intent that begins a call", "in Lex the client names it in the session state", "let the client do so"));
    if (!locale.features().isEmpty()) {
      report.lost(place + ".features", "customer facts", "Lex knows no customers", "let the Lambda set them as session attributes");
    }
    if (!locale.cues().equals(CuePhrases.NONE)) {
      report.lost(place + ".cues", "cues", "Lex has its own phrases alone", "");
    }
    if (!locale.bargeIn().unset()) {
      report.lost(place, "when callers interrupt (`barge_in`)", "Lex does so at any sound", "");
    }
    if (!locale.digressions().equals(Digressions.STANDARD)) {
      report.lost(place + ".digressions", "how deep digressions go", "Lex has none", "");
    }
  }

  /** A folder of this name; names that are not as Lex wants them must not lead out of the zip. */
  private static String folder(String name) {
    return NO_NAME.matcher(name).replaceAll("_") + "/";
  }

  private static String displayName(String localeId) {
    Locale locale = Locale.forLanguageTag(localeId.replace('_', '-'));
    return locale.getDisplayLanguage(Locale.ENGLISH) + (locale.getCountry().isEmpty() ? "" : " (" + locale.getCountry() + ")");
  }

  private static byte[] zip(Map<String, ObjectNode> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, ObjectNode> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0)); // the same bot gives the same bytes
        zip.putNextEntry(entry);
        zip.write(json(file.getValue()));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] json(ObjectNode node) throws JsonProcessingException {
    return JSON.writeValueAsBytes(node);
  }
}
