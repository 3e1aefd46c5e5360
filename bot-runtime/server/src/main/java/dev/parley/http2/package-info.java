/**
 * The network: one port for HTTP/2 (prior knowledge and upgrade), HTTP/1.1 and WebSocket, and on it the wire of Lex Runtime V2.
 * Netty stops here. Read {@link dev.parley.http2.ServerPipeline} first, then {@link dev.parley.http2.StartConversationStream}.
 */
@NullMarked
package dev.parley.http2;

import org.jspecify.annotations.NullMarked;
