/**
 * Rooms over Jakarta WebSocket: the endpoint, the {@link rtc.muc.internal.websocket.WebSocketPeer} that collects a
 * connection's messages and passes them to its {@link rtc.muc.internal.room.Peer}, the encoder and the decoder, and the
 * outbox in front of a {@link jakarta.websocket.Session}.
 *
 * <p>The project's users require that declared encoders and decoders translate the messages. But the endpoint receives
 * texts in parts, so that their size is limited before they are complete, and containers decode only complete messages.
 * So the endpoint's peers and the rooms call the declared decoder and encoder.
 *
 * <h2>Threads</h2>
 *
 * <ul>
 *   <li>The container calls an endpoint's message methods one at a time, on WildFly with {@code
 *       dispatch-to-worker=false} on an I/O thread. So nothing here blocks, and locks are held only briefly.
 *   <li>A {@link rtc.muc.internal.websocket.BoundedOutbox} has a few sends in flight. A thread drains it, unless
 *       another one already does so; it uses a loop, so that a completion that runs inline does not recurse.
 *   <li>One thread of the application, {@code muc-sweep}, calls {@link
 *       rtc.muc.internal.websocket.SessionRegistry#sweep} every second, and {@link
 *       rtc.muc.internal.websocket.SessionRegistry#relieve} ten times a second. Only this thread reads the clock for
 *       timeouts; the threads that receive and send only count.
 * </ul>
 *
 * <h2>Connections that are lost</h2>
 *
 * <ul>
 *   <li>A {@link rtc.muc.internal.websocket.Membership} is a peer and its current connection. The connection is one
 *       atomic reference: it is cleared when the connection is lost, and set to another one when the client resumes.
 *       Messages that arrive over a former connection are ignored.
 *   <li>Messages of a client that can resume are handled in {@link rtc.muc.internal.websocket.Turns}, and so is the
 *       resume itself. So the answer to a resume contains the exact number of messages, and the messages of the next
 *       connection follow those of the previous one.
 *   <li>An outbox changes its connection, in {@link rtc.muc.internal.websocket.OutboxConnection}, only in its own
 *       turns. It takes over the next connection from the outbox that was created with that connection, once that
 *       outbox has sent the answer to the resume and has nothing in flight. So two outboxes never send over the same
 *       connection at the same time.
 *   <li>Another node may report that a client tried to resume there. If the client has resumed here at about the same
 *       time, {@link rtc.muc.internal.websocket.Presence} asks the client which of the two was later.
 *   <li>When the resumption window of a peer without a connection is over, {@code muc-sweep} ends the peer in a turn,
 *       so that the peer is either resumed or ended, but never both.
 * </ul>
 *
 * <h2>Memory</h2>
 *
 * <p>Texts that wait in outboxes or are in flight count towards one {@code OutboxBudget} of the node. Each outbox
 * counts a text in full, even if many outboxes share the text, because each of them keeps it in memory. Answers to
 * joins count once they are encoded. Short texts that are sent at once do not count, so that the usual path costs
 * nothing. Messages that are kept for a client that can resume count until they are confirmed. Each counted text is
 * released once: when its send is done, when it is dropped, or when its connection is closed, whichever happens first.
 *
 * <p>The containers answer pings themselves. A {@code PingCounter} finds them in the bytes that a container reads;
 * pings have their own rate. Pongs arrive here and count like messages, unless they answer a request for a
 * confirmation.
 *
 * <p>The operations on sessions that one server offers beyond Jakarta are behind the port {@link
 * rtc.muc.internal.websocket.SessionAdapter}.
 */
@NullMarked
package rtc.muc.internal.websocket;

import org.jspecify.annotations.NullMarked;
