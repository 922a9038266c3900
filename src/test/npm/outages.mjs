// Clients of the browser module in several rooms at once, over networks that fail. Until the file "stop" exists, each
// client sends numbered events to the other peer of its room; then it reports what it has sent and received.
//
// Arguments: a JSON file with a list of { base, room }, and the path of the module of the package `ws`.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { load } from "./modules.mjs";

const [plan, ws] = process.argv.slice(2);
const { WebSocket } = await import(pathToFileURL(ws).href);
const { MucSignaling, WebSocketChannel } = await load("muc-signaling.js");
const PACE = 50;
const LAST_WORDS = 3000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function join({ base, room }) {
  const signaling = new MucSignaling(() => new WebSocketChannel(base, room, { WebSocket }), {
    reconnect: { shortest: 100, longest: 1000 },
    joinTimeout: 3000,
    silence: 5000,
  });
  const report = { room, resumed: 0, reconnected: 0, interrupted: 0, ended: "", sent: 0, failed: 0, received: [] };
  signaling.on("peer_joined", (peer) => peer.on("n", (n) => report.received.push(n)));
  signaling.on("resumed", () => report.resumed++);
  signaling.on("reconnected", () => report.reconnected++);
  signaling.on("interrupted", () => report.interrupted++);
  signaling.on("closed", ({ code }) => (report.ended = String(code)));
  return { signaling, report };
}

const clients = JSON.parse(readFileSync(plan, "utf8")).map(join);
await Promise.all(clients.map(({ signaling }) => signaling.connect()));
writeFileSync("joined", "");
while (!existsSync("stop")) {
  for (const { signaling, report } of clients) {
    for (const peer of signaling.peers) {
      peer.send("n", report.sent++).catch(() => report.failed++);
    }
  }
  await pause(PACE);
}
await pause(LAST_WORDS);
writeFileSync("report.json", JSON.stringify(clients.map(({ report }) => report)));
clients.forEach(({ signaling }) => signaling.close());
process.exit(0);
