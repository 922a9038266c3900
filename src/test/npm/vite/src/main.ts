import { MucSignaling, WebSocketChannel, type MucSignalingPeer } from "muc-signaling";
import { CallPeer } from "muc-signaling/call";

interface Events {
  hello: { text: string };
}

interface Status {
  name: string;
}

const { searchParams } = new URL(location.href);
const name = searchParams.get("name") ?? "nobody";
const list = document.querySelector("ul")!;
const calls = new Map<string, CallPeer>();

function show(kind: string, text: string): void {
  const item = document.createElement("li");
  item.className = kind;
  item.textContent = text;
  list.append(item);
}

function meet(peer: MucSignalingPeer<Events, Status>): void {
  show("peer", peer.status.name ?? "nobody");
  const call = new CallPeer(peer, signaling.iceServers, {
    stream: (stream) => show("stream", stream.id),
    state: (state) => show("call", state),
  });
  calls.set(peer.id, call);
  peer.on("hello", ({ text }) => show("hello", text));
  peer.on("left", () => {
    calls.get(peer.id)?.close();
    show("left", peer.status.name ?? "nobody");
  });
  void peer.send("hello", { text: `Hi, I am ${name}` });
}

const signaling = new MucSignaling<Events, Status>(
  () => new WebSocketChannel(import.meta.env["VITE_ROOMS"] as string, "vite"),
  { reconnect: true, ice: true },
);
signaling.setStatus({ name });
signaling.on("peer_joined", meet);
await signaling.connect();
document.body.dataset["state"] = "joined";
