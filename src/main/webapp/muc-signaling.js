/**
 * Client of the MUC signaling protocol for browsers and Node: meet the other peers of a room and exchange events with
 * them.
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
 * Listeners are called in the order in which the server's messages came, each before the next message is looked at; a
 * listener that throws stops neither the others nor the connection. No dependencies.
 *
 * @module muc-signaling
 */

export { MemoryChannel } from "./muc-signaling/memory-channel.js";
export { MucSignalingPeer } from "./muc-signaling/peer.js";
export { MucSignaling } from "./muc-signaling/signaling.js";
export { SignalingError } from "./muc-signaling/signaling-error.js";
export { WebSocketChannel } from "./muc-signaling/web-socket-channel.js";
