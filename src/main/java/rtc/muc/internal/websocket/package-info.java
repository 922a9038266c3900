/**
 * Rooms over Jakarta WebSocket: the endpoint, the {@link rtc.muc.internal.websocket.WebSocketPeer} that gathers a connection's text
 * and hands it to its {@link rtc.muc.internal.room.Peer}, the encoder and the decoder, and the outbox in front of a
 * {@link jakarta.websocket.Session}.
 *
 * <h2>Threads</h2>
 *
 * <ul>
 *   <li>The container calls an endpoint's message methods one at a time, on WildFly with
 *       {@code dispatch-to-worker=false} on an I/O thread: nothing here blocks, and nothing here takes a lock.
 *   <li>A {@link rtc.muc.internal.websocket.BoundedOutbox} has a few sends in flight; whoever finds nobody draining drains, in a
 *       loop, so that a completion that runs inline does not recurse.
 *   <li>One thread of the application's own, {@code muc-sweep}, calls
 *       {@link rtc.muc.internal.websocket.SessionRegistry#check} every second: it alone looks at the clock for what takes time. Who
 *       hears or sends something only counts. It also calls {@link rtc.muc.internal.websocket.SessionRegistry#relieve} ten times a
 *       second.
 * </ul>
 *
 * <h2>Connections that are lost</h2>
 *
 * <ul>
 *   <li>A {@link rtc.muc.internal.websocket.Membership} is a peer and the connection that it has now. That is one atomic
 *       reference: a connection is lost by whoever takes it out, and resumed by whoever puts another one in. What comes over
 *       a connection that is not the peer's any more is ignored.
 *   <li>What the client of a peer that can be resumed says is taken in {@link rtc.muc.internal.websocket.Turns}, and so is a
 *       resume: the count of messages that it answers with is exact, and the next connection's messages follow the last one.
 *   <li>An outbox changes its connection in its own turns alone. The next connection comes from the outbox that it was opened
 *       with, when that one has sent the answer to the resume and nothing is in flight: so two outboxes never send over one
 *       connection.
 *   <li>A peer without a connection is ended by {@code muc-sweep} when its time is over, in a turn, so that it is either
 *       resumed or ended.
 * </ul>
 *
 * <h2>Memory</h2>
 *
 * <p>What waits in outboxes, or is in flight, counts in one {@code OutboxBudget} for the node: each outbox counts a text in
 * full, for each of them keeps it alive, also when many share it. Answers to joins count once they are encoded. Short texts
 * that find nothing before them do not count, so that the ordinary way is free of it. What is kept for a client that resumes
 * counts until it is confirmed. Everything that was counted is
 * released once: when its send is done, when it is dropped, or when its connection is closed, whichever comes first.
 *
 * <p>Pings do not reach an application on either server: the container answers them itself, and reads a client that does
 * not take the answers no further. Pongs come here, and count in the pace of messages and bytes.
 */
@NullMarked
package rtc.muc.internal.websocket;

import org.jspecify.annotations.NullMarked;
