package dev.parley.yaml;

import dev.parley.definition.ResponseDefinition.MessageGroup;
import dev.parley.definition.ResponseDefinition.MessageTemplate;
import dev.parley.definition.ResponseDefinition.Recording;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads which file holds a message as somebody said it. Whether the file is there is for those to see who read files. */
final class RecordingReader {

  private static final String AUDIO = "audio";

  private final Report report;

  RecordingReader(Report report) {
    this.report = report;
  }

  /** The words of these keys, with their recording if they have one. */
  MessageGroup of(MappingReader keys, MessageGroup words) {
    Optional<YamlScalar> file = keys.scalar(AUDIO);
    if (file.isEmpty()) {
      return words;
    }
    MessageTemplate said = words.variations().get(0);
    if (words.variations().size() > 1 || said.text().asLiteral().isEmpty()) {
      report.add(
          Diagnostic.error("audio-of-changing-words", file.get().span(), "a recording always says the same, and these words change")
              .note(said.span(), "these words")
              .help("give it one wording without placeholders; variations and placeholders are for synthesised voices"));
      return words;
    }
    String path = file.get().text().strip();
    if (List.of(path.split("/", -1)).contains("..") || !path.toLowerCase(Locale.ROOT).endsWith(".wav")
        || path.startsWith("/") || path.indexOf('\\') >= 0 || path.indexOf(':') >= 0) {
      report.add(
          Diagnostic.error("bad-audio-file", file.get().span(), "`" + path + "` is no WAV file beside the bot")
              .help("name a .wav file relative to this one, with / between names: audio/welcome.wav"));
      return words;
    }
    MessageTemplate recorded =
        new MessageTemplate(said.span(), said.contentType(), said.text(), said.card(), Optional.of(new Recording(file.get().span(), path)));
    return new MessageGroup(words.span(), List.of(recorded), words.guarded());
  }

  /** A recording alone is silence to those who read. */
  void needsWords(MappingReader keys) {
    if (keys.node(AUDIO).isPresent() && keys.node("say").isEmpty()) {
      report.add(
          Diagnostic.error("audio-without-words", keys.place(AUDIO), "this recording has no words")
              .help("add `say:` with what it says, for callers who read, for transcripts, and for when it cannot be played"));
    }
  }
}
