/**
 * A Java client for rooms in which WebRTC peers find each other and exchange the messages that set up a call.
 *
 * <p>This program joins a room, stays there even if its connection is lost, answers every offer, and leaves when a line
 * is entered:
 *
 * <pre>{@code
 * import java.util.Map;
 * import rtc.signaling.MucSignaling;
 * import rtc.signaling.WebSocketChannel;
 *
 * public class Answers {
 *
 *     public record Description(String type, String sdp) {}
 *
 *     public static void main(String[] args) throws Exception {
 *         var server = WebSocketChannel.builder(args[0], args[1]);
 *         var signaling = MucSignaling.builder(server::build).reconnect().build();
 *         signaling.setStatus(Map.of("name", "Ada"));
 *         signaling.onPeerJoined(peer -> {
 *             var name = peer.status().getString("name", "Somebody");
 *             System.out.println(name + (peer.first() ? " came" : " is here"));
 *             peer.on("offer", Description.class, offer -> {
 *                 peer.send("answer", new Description("answer", offer.sdp()));
 *             });
 *             peer.onLeft(() -> System.out.println(name + " left"));
 *         });
 *         signaling.onInterrupted(lost -> System.out.println(lost.cause().code() + ", again in " + lost.delay()));
 *         signaling.onReconnected((oldId, newId) -> System.out.println("back as " + newId));
 *         signaling.onError(error -> System.out.println(error.code() + ": " + error.getMessage()));
 *         signaling.onClosed(ending -> System.out.println("over: " + ending.meaning()));
 *         signaling.connect().join();
 *         System.out.println("joined as " + signaling.id());
 *         System.in.read();
 *         signaling.close();
 *     }
 * }
 * }</pre>
 *
 * <p>Tests of a program need no server: {@link rtc.signaling.MemoryRoom} is a room in memory.
 *
 * <h2>Failures</h2>
 *
 * <p>Every failure is reported as a {@link rtc.signaling.SignalingException} with a code, and every end of a connection
 * as an {@link rtc.signaling.Ending} with a close code. Both state whether trying again makes sense. Every operation
 * that waits for the network has a time limit. Without {@link rtc.signaling.MucSignalingBuilder#reconnect
 * reconnecting}, {@code connect()} fails if the first attempt fails, and the client ends when its connection is lost.
 * With reconnecting, the client tries again until it succeeds, trying again makes no sense, the attempts are exhausted,
 * or {@code close()} is called. {@code connect()} completes or fails only then; {@code onInterrupted} reports each
 * failed attempt.
 *
 * <p>A client that reconnects asks the server to keep its place. If the server keeps it, the client resumes after a
 * short interruption, which the other peers do not notice, and {@code onResumed} is called. If the client cannot
 * resume, it joins again under another id, and {@code onReconnected} is called.
 *
 * <h2>Threads</h2>
 *
 * <p>Every method of this package returns without waiting, and every method except those of the builders may be called
 * by any thread.
 *
 * <p>The listeners of one {@link rtc.signaling.MucSignaling} and of its peers are called one at a time, in the order of
 * the events, without a lock, and never on a thread that reads from the network. Each listener sees the writes of the
 * previous listener. {@code connect()} completes in this order too, after {@code onPeerJoined} has been called for
 * every peer in the room. Therefore, the listeners of one object need no synchronisation among themselves, and
 * listeners that are added to a peer in {@code onPeerJoined} miss no event.
 *
 * <p>Listeners run on a thread pool that all connections of the process share, unless an
 * {@linkplain rtc.signaling.MucSignalingBuilder#executor executor} is set. If a listener throws, {@code onError} is
 * called and the other listeners are still called. A slow listener delays the further events of its own object, which
 * wait in memory. Listeners may block: the pool has 16 threads and adds more when tasks wait and none completes. A
 * listener may wait for the future of a {@code send}, but not for the future of its own object's {@code connect()},
 * which would never complete.
 *
 * <p>The futures of {@code send} complete on another pool of the same kind, in no particular order relative to the
 * events. The messages that one thread sends and the statuses that it sets are sent in the order of these calls.
 *
 * <p>{@code id()}, {@code peers()}, {@code status()} and {@code first()} may be called by any thread at any time. They
 * return what the events so far have reported.
 *
 * <p>All threads are daemons, so they do not keep a program running, and they end when they are idle. A peer that
 * reconnects leaves the room when the program ends without closing the peer, unless this is
 * {@linkplain rtc.signaling.MucSignalingBuilder#leaveOnExit switched off}. An application in a server must close its
 * objects when it is undeployed, and wait until {@code onClosed} has been called.
 *
 * <h2>Modules and platforms</h2>
 *
 * <p>The client is the module {@code rtc.signaling}. JSON-B reads and writes only public types, in packages that their
 * module exports or opens to all modules. On Android, and in a native image without reflection configuration, use
 * {@link jakarta.json.JsonValue}s as payloads; the client is not tested on these platforms.
 */
@NullMarked
package rtc.signaling;

import org.jspecify.annotations.NullMarked;
