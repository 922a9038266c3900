// Two clients in one program. Ada's network fails while the file "met" exists and the file "calm" does not yet exist;
// Grace's network does not fail. Each sends the other numbered events, none of which may be lost, duplicated or out of
// order.

import { existsSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { load } from "./modules.mjs";

const [direct, failing, ws] = process.argv.slice(2);
const { WebSocket } = await import(pathToFileURL(ws).href);
const { MucSignaling, WebSocketChannel } = await load("muc-signaling.js");
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const PACE = 15;
const EVENTS = 1000;

const make = (base) =>
  new MucSignaling(() => new WebSocketChannel(base, "faults in node", { WebSocket }), {
    reconnect: { shortest: 20, longest: 200 },
    joinTimeout: 2000,
    silence: 700,
  });
const ada = make(failing);
const grace = make(direct);
const problems = [];
const toAda = [];
const toGrace = [];
let resumed = 0;

ada.on("resumed", () => resumed++);
ada.on("reconnected", () => problems.push("Ada joined anew"));
ada.on("error", (error) => problems.push(`Ada: ${error}`));
ada.on("closed", (error) => problems.push(`Ada was closed: ${error}`));
const met = new Promise((resolve) => grace.on("peer_joined", resolve));
await grace.connect();
await ada.connect();
const adaAtGrace = await met;
const graceAtAda = ada.peers[0];
adaAtGrace.on("left", () => problems.push("Ada has left"));
adaAtGrace.on("n", (n) => toGrace.push(n));
graceAtAda.on("n", (n) => toAda.push(n));
writeFileSync("met", "");

for (let n = 0; n < EVENTS; n++) {
  graceAtAda.send("n", n).catch((error) => problems.push(`Ada cannot send: ${error}`));
  adaAtGrace.send("n", n).catch((error) => problems.push(`Grace cannot send: ${error}`));
  await pause(PACE);
}
while (!existsSync("calm")) {
  await pause(PACE);
}
for (let times = 0; times < 500 && Math.min(toAda.length, toGrace.length) < EVENTS; times++) {
  await pause(PACE);
}
const all = JSON.stringify([...Array(EVENTS).keys()]);
if (JSON.stringify(toAda) !== all || JSON.stringify(toGrace) !== all) {
  problems.push(`Received: ${toAda.length} and ${toGrace.length} of ${EVENTS}, or out of order`);
}
if (resumed < 40) {
  problems.push(`Resumed only ${resumed} times`);
}
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
ada.close();
grace.close();
process.exit(0);
