package dev.parley.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.engine.StateJson;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput.Fact;
import dev.parley.event.Message;
import dev.parley.event.SecretToken;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a record of each conversation: every event in order ({@code .journal.jsonl}, from which a conversation can be replayed)
 * and what was said ({@code .transcript.txt}). Secrets stand as tokens in the first and masked in the second. Thread-safe.
 */
public final class Journals {

  private static final Logger LOG = LoggerFactory.getLogger(Journals.class);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Optional<Path> folder;

  /**
   * @param folder where records go; empty = none are kept
   * @throws IOException when the folder cannot be made
   */
  public Journals(Optional<Path> folder) throws IOException {
    this.folder = folder;
    if (folder.isPresent()) {
      Files.createDirectories(folder.get());
    }
  }

  /** A record of a conversation that begins. A record that cannot be written costs the record, not the conversation. */
  Journal open(String sessionId, Instant now) {
    if (folder.isEmpty()) {
      return new Journal(Optional.empty(), Optional.empty());
    }
    String name = STAMP.format(now) + "-" + sessionId.replaceAll("[^0-9a-zA-Z._-]", "_");
    return new Journal(writer(name + ".journal.jsonl"), writer(name + ".transcript.txt"));
  }

  private Optional<BufferedWriter> writer(String name) {
    try {
      Path file = folder.orElseThrow().resolve(name);
      return Optional.of(Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      LOG.error("no record is kept of a conversation: {} cannot be written", name, e);
      return Optional.empty();
    }
  }

  /** The record of one conversation. One thread at a time. */
  static final class Journal {

    private Optional<BufferedWriter> events;
    private Optional<BufferedWriter> transcript;

    Journal(Optional<BufferedWriter> events, Optional<BufferedWriter> transcript) {
      this.events = events;
      this.transcript = transcript;
    }

    void event(Instant now, DialogEvent event) {
      if (events.isPresent()) {
        events = line(events, "{\"at\":\"" + now + "\",\"event\":" + StateJson.write(event) + "}");
      }
    }

    /** Which features shaped what is said now. */
    void shaped(Instant now, Optional<ObjectNode> shaping) {
      if (events.isPresent() && shaping.isPresent()) {
        events = line(events, "{\"at\":\"" + now + "\",\"shaped\":" + shaping.get() + "}");
      }
    }

    void caller(Instant now, String text) {
      if (transcript.isEmpty()) {
        return;
      }
      transcript = line(transcript, now + " caller: " + SecretToken.mask(text));
    }

    void bot(Instant now, List<Message> messages, List<Fact> facts) {
      if (transcript.isEmpty()) {
        return;
      }
      for (int i = 0; i < messages.size(); i++) {
        int index = i;
        String behind =
            facts.stream()
                .filter(f -> f.message() == index)
                .map(f -> f.group() + "." + f.feature() + f.eventTime().map(t -> " as of " + t).orElse(""))
                .collect(Collectors.joining(", "));
        String words = SecretToken.mask(messages.get(i).content());
        transcript = line(transcript, now + " bot:    " + words + (behind.isEmpty() ? "" : " (" + behind + ")"));
      }
    }

    /** The bot's last words were cut: so much was heard. */
    void cut(Instant now, List<Message> heard) {
      String words = heard.stream().map(m -> SecretToken.mask(m.content())).collect(Collectors.joining(" "));
      transcript = line(transcript, now + " (heard of it: \"" + words + "\")");
    }

    void note(Instant now, String what) {
      if (transcript.isPresent()) {
        transcript = line(transcript, now + " (" + what + ")");
      }
    }

    private static Optional<BufferedWriter> line(Optional<BufferedWriter> writer, String line) {
      if (writer.isEmpty()) {
        return writer;
      }
      try {
        writer.get().write(line);
        writer.get().newLine();
        writer.get().flush();
        return writer;
      } catch (IOException e) {
        LOG.error("the record of a conversation ends here", e);
        return Optional.empty();
      }
    }

    void close() {
      close(events);
      close(transcript);
    }

    private static void close(Optional<BufferedWriter> writer) {
      try {
        if (writer.isPresent()) {
          writer.get().close();
        }
      } catch (IOException e) {
        LOG.error("the record of a conversation may lack its end", e);
      }
    }
  }
}
