package dev.parley.dialog;

import dev.parley.definition.ResponseDefinition.ContentType;
import dev.parley.dialog.DialogState.Cut;
import dev.parley.event.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the caller heard of a prompt that was interrupted, and what is said when it is said again. Pure. */
final class Repeats {

  private static final String SENTENCE_ENDS = ".!?;:";

  private Repeats() {}

  /** Where a prompt was cut of which so much was heard; empty when all of it was. */
  static Optional<Cut> cut(List<Message> messages, List<Integer> heardPerMille) {
    for (int i = 0; i < messages.size(); i++) {
      int heard = i < heardPerMille.size() ? heardPerMille.get(i) : 0;
      if (heard < 1000) {
        String text = messages.get(i).content();
        return Optional.of(new Cut(i, wordEnd(text, (int) ((long) text.length() * Math.max(0, heard) / 1000))));
      }
    }
    return Optional.empty();
  }

  /** The messages as far as they were heard; markup is heard in whole or not at all. */
  static List<Message> heard(List<Message> messages, Cut cut) {
    List<Message> heard = new ArrayList<>(messages.subList(0, Math.min(cut.message(), messages.size())));
    if (cut.message() < messages.size() && cut.characters() > 0) {
      Message last = messages.get(cut.message());
      if (last.contentType() == ContentType.PLAIN_TEXT) {
        heard.add(new Message(last.contentType(), last.content().substring(0, cut.characters()), last.card()));
      }
    }
    return heard;
  }

  /** What is said when the prompt is said again: from the sentence in which it was cut. */
  static List<Message> of(List<Message> messages, Optional<Cut> cut) {
    if (cut.isEmpty() || cut.get().message() >= messages.size()) {
      return messages;
    }
    List<Message> rest = new ArrayList<>(messages.subList(cut.get().message(), messages.size()));
    Message first = rest.get(0);
    if (first.contentType() == ContentType.PLAIN_TEXT) {
      int from = sentenceStart(first.content(), cut.get().characters());
      rest.set(0, new Message(first.contentType(), first.content().substring(from), first.card()));
    }
    return rest;
  }

  /** The end of the last whole word before this place: a token of a secret counts as one word. */
  private static int wordEnd(String text, int at) {
    int end = Math.min(at, text.length());
    while (end > 0 && end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end--;
    }
    return end;
  }

  private static int sentenceStart(String text, int at) {
    for (int i = Math.min(at, text.length()) - 1; i > 0; i--) {
      if (Character.isWhitespace(text.charAt(i)) && SENTENCE_ENDS.indexOf(text.charAt(i - 1)) >= 0) {
        return i + 1;
      }
    }
    return 0;
  }
}
