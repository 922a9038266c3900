/**
 * A Java client for rooms in which WebRTC peers find each other and exchange what they need to set up a call.
 *
 * <p>This joins a room, answers every offer, and leaves:
 *
 * <pre>{@code
 * record Description(String type, String sdp) {}
 *
 * var signaling = new MucSignaling(new WebSocketChannel("wss://example.org/muc", "my room"));
 * signaling.setStatus(Map.of("name", "Ada"));
 * signaling.onPeerJoined(peer -> {
 *     System.out.println(peer.status().getString("name", "somebody") + (peer.first() ? " came" : " is here"));
 *     peer.on("offer", Description.class, offer -> peer.send("answer", answerTo(offer)));
 *     peer.onLeft(() -> System.out.println(peer.id() + " left"));
 * });
 * signaling.onError(error -> System.err.println(error.code() + ": " + error.getMessage()));
 * signaling.onClosed(ending -> System.out.println("over: " + ending));
 * signaling.connect().join();
 * …
 * signaling.close();
 * }</pre>
 *
 * <h2>Threads</h2>
 *
 * <p>Every method of this package may be called from any thread and returns without waiting.
 *
 * <p>The events of one {@link rtc.signaling.MucSignaling} and of its peers are called one after the other, in the order
 * in which they happened, never two at once, under no lock, and never on a thread that reads from the network. What one
 * listener has written, the next one sees. {@code connect()} completes in this order too, after the
 * {@code onPeerJoined} of everybody who was there. So listeners of one object need no synchronisation among themselves,
 * and nothing of a peer is missed by who adds listeners to it in {@code onPeerJoined}.
 *
 * <p>The threads belong to a small pool that all connections of the process share. A listener that throws harms nobody
 * else: {@code onError} is told. A listener that takes long delays the further events of its own object, which wait in
 * memory, and keeps one of the sixteen threads of the pool; hand long work to threads of your own. A listener may wait
 * for a {@code send}; waiting in it for {@code connect()} of the same object would wait for ever.
 *
 * <p>The futures of {@code send} complete on threads of the same pool, in no order with the events. What one thread
 * sends and sets goes out in the order in which it did so.
 *
 * <p>{@code id()}, {@code peers()} and {@code status()} may be read at any time by any thread, and show what the events
 * have told, or are just telling.
 *
 * <p>All threads are daemons: they do not keep a program running, and nothing has to be shut down.
 */
@NullMarked
package rtc.signaling;

import org.jspecify.annotations.NullMarked;
