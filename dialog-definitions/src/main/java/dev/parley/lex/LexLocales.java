package dev.parley.lex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.LocaleDefinition.CuePhrases;
import dev.parley.definition.LocaleDefinition.Digressions;
import dev.parley.diagnostic.Span;
import dev.parley.lex.LexObject.Members;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a bot in one language from the files of its folder. */
final class LexLocales {

  private static final Pattern INTENT = Pattern.compile("Intents/([^/]+)/Intent\\.json");
  private static final Pattern SLOT = Pattern.compile("Intents/([^/]+)/Slots/([^/]+)/Slot\\.json");
  private static final Pattern TYPE = Pattern.compile("SlotTypes/([^/]+)/SlotType\\.json");
  private static final String OWN_FILE = "BotLocale.json";
  private static final String SPEECH = "how speech is heard and spoken belongs to the place where the bot runs";
  private static final double CONFIDENCE = 0.4;

  private final LexReport report;
  private final Members members;
  private final String hookName;

  LexLocales(LexReport report, Members members, String hookName) {
    this.report = report;
    this.members = members;
    this.hookName = hookName;
  }

  /**
   * The locale.
   *
   * @param folder its path in the export, for messages
   * @param standardId its id where its own file does not say
   * @param files its files, by their paths in the folder
   */
  LocaleDefinition read(String folder, String standardId, Map<String, JsonNode> files) {
    Map<String, LexObject> intents = new TreeMap<>();
    Map<String, Map<String, LexObject>> slots = new TreeMap<>();
    Map<String, LexObject> types = new TreeMap<>();
    Map<String, String> intentNames = new TreeMap<>();
    files.forEach((path, json) -> {
      Matcher intent = INTENT.matcher(path);
      if (intent.matches()) {
        LexObject object = members.open(folder + path, json);
        String name = object.words("name", "intentName").orElse(intent.group(1));
        intentNames.put(intent.group(1), name);
        intents.put(name, object);
      }
    });
    files.forEach((path, json) -> {
      Matcher slot = SLOT.matcher(path);
      Matcher type = TYPE.matcher(path);
      if (slot.matches()) {
        LexObject object = members.open(folder + path, json);
        String intent = intentNames.getOrDefault(slot.group(1), slot.group(1));
        slots.computeIfAbsent(intent, i -> new TreeMap<>()).put(object.words("name", "slotName").orElse(slot.group(2)), object);
      } else if (type.matches()) {
        LexObject object = members.open(folder + path, json);
        types.put(object.words("name", "slotTypeName").orElse(type.group(1)), object);
      } else if (!path.equals(OWN_FILE) && !INTENT.matcher(path).matches()) {
        unknown(folder + path);
      }
    });
    slots.keySet().stream().filter(i -> !intents.containsKey(i)).forEach(i -> report.lost(folder + "Intents/" + i, "slots without an intent", "its Intent.json is not there", "export the bot again"));
    Optional<LexObject> own = Optional.ofNullable(files.get(OWN_FILE)).map(json -> members.open(folder + OWN_FILE, json));
    LexTypes lexTypes = new LexTypes(report);
    lexTypes.read(types);
    return locale(own, standardId, intents, slots, lexTypes);
  }

  private void unknown(String path) {
    boolean vocabulary = path.endsWith("CustomVocabulary.json");
    report.lost(path, vocabulary ? "the custom vocabulary" : "this file",
        vocabulary ? "utterances, slot values and cues are the recogniser's vocabulary" : "it is no part of a bot that is known here",
        vocabulary ? "put words that matter into utterances or slot values" : "");
  }

  private LocaleDefinition locale(
      Optional<LexObject> own, String standardId, Map<String, LexObject> intents, Map<String, Map<String, LexObject>> slots, LexTypes types) {
    String id = own.flatMap(o -> o.words("identifier", "localeId")).orElse(standardId);
    double confidence = own.flatMap(o -> o.number(0, 1, "nluConfidenceThreshold", "nluIntentConfidenceThreshold")).orElse(CONFIDENCE);
    own.ifPresent(this::left);
    String fallback =
        intents.entrySet().stream().filter(e -> isFallback(e.getKey(), e.getValue())).map(Map.Entry::getKey).findFirst().orElse(IntentDefinition.FALLBACK_NAME);
    LexIntents reader = new LexIntents(report, types, hookName, fallback);
    Map<String, IntentDefinition> read = new LinkedHashMap<>();
    intents.forEach((name, object) -> {
      if (!name.equals(fallback)) {
        reader.read(name, object, slots.getOrDefault(name, Map.of())).ifPresent(i -> read.put(name, i));
      }
    });
    Optional.ofNullable(intents.get(fallback))
        .flatMap(o -> reader.read(fallback, o, slots.getOrDefault(fallback, Map.of())))
        .ifPresent(i -> read.put(fallback, i));
    if (read.values().stream().noneMatch(IntentDefinition::isFallback)) {
      IntentDefinition silent = IntentDefinition.silentFallback(Span.NONE);
      read.put(silent.name(), silent);
    }
    report.count("locale");
    return new LocaleDefinition(
        Span.NONE, id, confidence, Optional.empty(), Optional.empty(), Optional.empty(), read, types.types(), Map.of(), CuePhrases.NONE, Digressions.STANDARD);
  }

  private static boolean isFallback(String name, LexObject intent) {
    Optional<String> parent = LexIntents.parent(intent);
    return parent.map(IntentDefinition.FALLBACK::equals).orElseGet(() -> name.equals(IntentDefinition.FALLBACK_NAME));
  }

  private void left(LexObject own) {
    own.ignore("name", "localeName", "version", "botVersion");
    own.leave("locales have no description here", "keep it as a comment", "description");
    own.object("voiceSettings").ifPresent(v -> {
      v.ignore("engine");
      v.words("voiceId").ifPresent(id -> report.lost(v.path() + " (" + id + ")", "the voice", "it is one of Amazon Polly's",
          "set `voice:` to one of your synthesiser's; without it the synthesiser's own speaks"));
    });
    own.leave(SPEECH, "", "speechRecognitionSettings", "unifiedSpeechSettings", "speechDetectionSensitivity", "speakerDiarizationSettings");
    own.leave("the bot's own words stand in for it", "give hooks a `filler:` and `within:`", "audioFillerSettings");
    own.leave("no generative model decides what a bot says", "", "generativeAISettings");
  }
}
