/**
 * The shell around the pure core: one mailbox, ears, mouth, vault and journal for each live conversation, and the SPI by
 * which channels bring callers. Read {@link dev.parley.conversation.ConversationGateway} first, then {@link
 * dev.parley.conversation.Channel}.
 */
@NullMarked
package dev.parley.conversation;

import org.jspecify.annotations.NullMarked;
