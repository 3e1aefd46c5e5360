package dev.parley.conversation;

/** Starts conversations: in this process, or with any Lex endpoint. Thread-safe; never blocks. */
public interface ConversationGateway {

  /**
   * Starts, or goes on with, a session over this channel. Answers come to the channel, the first ones perhaps before this
   * returns.
   *
   * @throws ConversationRefused when there is no such bot, the session is in use, or no more conversations are taken
   */
  LiveConversation start(ConversationRequest request, Channel channel);
}
