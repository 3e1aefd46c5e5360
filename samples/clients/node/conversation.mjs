// One conversation over StartConversation. What you send is a queue that the SDK reads; what comes back is read in order.

import { StartConversationCommand } from '@aws-sdk/client-lex-runtime-v2';

export class Conversation {
  #outbox;
  #answers;
  #sent = 0;

  constructor(outbox, answers) {
    this.#outbox = outbox;
    this.#answers = answers;
  }

  /**
   * Opens the stream; throws what Lex throws, such as ResourceNotFoundException.
   *
   * @param client a LexRuntimeV2Client
   * @param bot botId, botAliasId, localeId
   * @param sessionId whoever comes back with the same one goes on where they left off
   */
  static async start(client, bot, sessionId) {
    const outbox = new Outbox();
    // Always the first event. With playback enabled the bot takes a prompt as playing until it is told otherwise.
    outbox.put({ ConfigurationEvent: { responseContentType: 'text/plain; charset=utf-8', disablePlayback: false } });
    const { responseEventStream } = await client.send(
      new StartConversationCommand({ ...bot, sessionId, conversationMode: 'TEXT', requestEventStream: outbox }),
    );
    return new Conversation(outbox, responseEventStream[Symbol.asyncIterator]());
  }

  /** Types something; returns the event's id, by which an interruption says what caused it. */
  type(text) {
    const eventId = `typed-${++this.#sent}`;
    this.#outbox.put({ TextInputEvent: { text, eventId } });
    return eventId;
  }

  /** Tells the bot that its last prompt was heard to the end. Until then, input interrupts the prompt. */
  heard() {
    this.#outbox.put({ PlaybackCompletionEvent: {} });
  }

  /** The bot's next words, with what came along with them; undefined when the bot has ended the stream. */
  async answer() {
    const answer = {};
    for (;;) {
      const { value: event, done } = await this.#answers.next();
      if (done) return undefined;
      if (event.PlaybackInterruptionEvent) {
        answer.interruption = event.PlaybackInterruptionEvent;
      } else if (event.IntentResultEvent) {
        answer.session = event.IntentResultEvent.sessionState;
      } else if (event.TextResponseEvent) {
        answer.words = event.TextResponseEvent.messages.map((message) => message.content).join(' ');
        return answer;
      }
      // TranscriptEvent repeats what was typed, and HeartbeatEvent says that the line is alive.
    }
  }

  /** Ends our side, and waits until the bot has ended its own. */
  async end() {
    this.#outbox.end();
    while (!(await this.#answers.next()).done);
  }
}

/** A queue that is read as an async iterable: it waits while it is empty, and is over after its end. */
class Outbox {
  #events = [];
  #ended = false;
  #wake = () => {};

  put(event) {
    this.#events.push(event);
    this.#wake();
  }

  end() {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator]() {
    for (;;) {
      while (this.#events.length > 0) yield this.#events.shift();
      if (this.#ended) return;
      await new Promise((resolve) => (this.#wake = resolve));
    }
  }
}
