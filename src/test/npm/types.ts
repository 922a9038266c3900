// What the type declarations of the package allow and what they reject. Checked by `tsc --strict`, never run.

import { MemoryChannel, MucSignaling, SignalingError, WebSocketChannel } from "muc-signaling";
import { CallPeer } from "muc-signaling/call";

interface Events {
  hello: { text: string };
  bye: undefined;
}

interface Status {
  name: string;
}

interface ServerEvents {
  greeting: { text: string };
}

const make = () => new WebSocketChannel("wss://example.org/muc", "kitchen", { token: async () => "token" });
const signaling = new MucSignaling<Events, Status, ServerEvents>(make, { reconnect: { attempts: 3 }, ice: true });

signaling.setStatus({ name: "Ada" });
// @ts-expect-error a status of another type
signaling.setStatus({ nam: "Ada" });

signaling.on("peer_joined", (peer) => {
  const name: string | undefined = peer.status.name;
  peer.send("hello", { text: `Hi ${name}` });
  peer.send("bye");
  // @ts-expect-error an event that is not known
  peer.send("helo", { text: "" });
  // @ts-expect-error data of another type
  peer.send("hello", { txt: "" });
  // @ts-expect-error no data
  peer.send("hello");
  peer.on("hello", ({ text }) => text.trim());
  // @ts-expect-error data of another type
  peer.on("hello", ({ txt }) => txt);
  peer.on("left", () => peer.id.trim());
  peer.on("status_changed", (status) => status.name?.trim());
  // @ts-expect-error read-only
  peer.id = "x";

  const call = new CallPeer(peer, signaling.iceServers, {
    stream: (stream) => stream.getTracks(),
    state: (state, reason) => state === "failed" && reason === "no_relay",
  });
  call.setTrack("audio", null);
  // @ts-expect-error no such kind
  call.setTrack("sound", null);
  call.quality().then((quality) => quality?.relayed);
});

signaling.on("interrupted", ({ cause, attempt, delay }) => [cause.retry === "soon", attempt + delay]);
signaling.on("reconnected", (oldId, newId) => oldId.concat(newId));
signaling.on("resumed", () => undefined);
signaling.on("closed", ({ code }) => code === 4403 || code === "unauthenticated");
// @ts-expect-error an event that is not known
signaling.on("close", () => undefined);
signaling.onServerEvent("greeting", ({ text }) => text.trim());
signaling.connect().catch((e: unknown) => e instanceof SignalingError && e.retryAfter);

const untyped = new MucSignaling(new MemoryChannel());
untyped.on("peer_joined", (peer) => peer.on("anything", (data) => data.whatever));
// @ts-expect-error reconnecting needs a function that makes channels
new MucSignaling(new MemoryChannel(), { reconnect: true });
// @ts-expect-error the base is missing
new WebSocketChannel({ token: () => "" });
