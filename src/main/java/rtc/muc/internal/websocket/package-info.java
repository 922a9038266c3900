/**
 * Rooms over Jakarta WebSocket: the endpoint, the {@link rtc.muc.internal.websocket.WebSocketPeer} that gathers a
 * connection's text and hands it to its {@link rtc.muc.internal.room.Peer}, the encoder and the decoder, and the outbox
 * in front of a {@link jakarta.websocket.Session}.
 *
 * <p>The project's users require that declared encoders and decoders translate the messages. The endpoint takes texts in
 * parts, so that their size is limited before they are complete; its peers therefore call the declared coders.
 *
 * <h2>Threads</h2>
 *
 * <ul>
 *   <li>The container calls an endpoint's message methods one at a time, on WildFly with
 *       {@code dispatch-to-worker=false} on an I/O thread: nothing here blocks, and nothing here takes a lock.
 *   <li>A {@link rtc.muc.internal.websocket.BoundedOutbox} has a few sends in flight. A thread drains it if no other
 *       does, in a loop, so that a completion that runs inline does not recurse.
 *   <li>One thread of the application's own, {@code muc-sweep}, calls
 *       {@link rtc.muc.internal.websocket.SessionRegistry#sweep} every second: it alone reads the clock for timeouts. The threads
 *       that receive and send only count. It also calls {@link rtc.muc.internal.websocket.SessionRegistry#relieve} ten times a
 *       second.
 * </ul>
 *
 * <h2>Connections that are lost</h2>
 *
 * <ul>
 *   <li>A {@link rtc.muc.internal.websocket.Membership} is a peer and the connection that it has now. That is one atomic
 *       reference: clearing it loses the connection, setting another one resumes. Whatever arrives over a former connection
 *       is ignored.
 *   <li>Messages of a client that can resume run in {@link rtc.muc.internal.websocket.Turns}, and so does a resume. So
 *       the answer contains the exact count of messages, and the messages of the next connection follow those of the
 *       last.
 *   <li>An outbox changes its connection, in {@link rtc.muc.internal.websocket.OutboxConnection}, only in its own turns. It
 *       takes the next one over from the outbox that was created with that connection, once that outbox has sent the answer
 *       to the resume and has nothing in flight. So two outboxes never send over one connection.
 *   <li>A peer without a connection is ended by {@code muc-sweep} when its time is over, in a turn, so that it is either
 *       resumed or ended.
 * </ul>
 *
 * <h2>Memory</h2>
 *
 * <p>Texts that wait in outboxes or are in flight count in one {@code OutboxBudget} of the node. Each outbox counts a text in
 * full, even if many outboxes share it, because each of them keeps it alive. Answers to joins count once they are encoded.
 * Short texts that are sent at once do not count, so that the usual path costs nothing. What is kept for a client that
 * resumes counts until it is confirmed. Everything that was counted is released once: when its send is done, when it is
 * dropped, or when its connection is closed, whichever comes first.
 *
 * <p>The containers answer pings themselves. A {@code PingCounter} finds them in the bytes that a container reads; they
 * have a rate of their own. Pongs arrive here and count like messages.
 *
 * <p>What one server offers for sessions beyond Jakarta is behind the port {@link
 * rtc.muc.internal.websocket.SessionAdapter}.
 */
@NullMarked
package rtc.muc.internal.websocket;

import org.jspecify.annotations.NullMarked;
