/**
 * A client of the MUC signaling protocol for browsers and Node. It joins a room, reports the other peers and exchanges
 * events with them.
 *
 *     import { MucSignaling, WebSocketChannel } from "./muc-signaling.js";
 *
 *     const signaling = new MucSignaling(() => new WebSocketChannel("wss://example.org/muc", "kitchen"), {
 *       reconnect: true,
 *     });
 *     signaling.setStatus({ name: "Ada" });
 *     signaling.on("peer_joined", (peer) => {
 *       peer.on("hello", (data) => console.log(peer.status.name, "says", data));
 *       peer.on("left", () => console.log(peer.status.name, "left"));
 *       peer.send("hello", { from: signaling.id });
 *     });
 *     await signaling.connect();
 *
 * The listeners of a message are called before the next message is handled, and messages are handled in the order in
 * which they arrive. An exception of a listener affects neither other listeners nor the connection. The module has no
 * dependencies.
 *
 * @module muc-signaling
 */

export { MemoryChannel } from "./muc-signaling/memory-channel.js";
export { MucSignalingPeer } from "./muc-signaling/peer.js";
export { MucSignaling } from "./muc-signaling/signaling.js";
export { SignalingError } from "./muc-signaling/signaling-error.js";
export { WebSocketChannel } from "./muc-signaling/web-socket-channel.js";
