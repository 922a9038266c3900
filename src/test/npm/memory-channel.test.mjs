// The channel in memory, for tests within one process. Run by `node --test`.

import assert from "node:assert/strict";
import test from "node:test";
import { load, soon } from "./modules.mjs";

const { MemoryChannel, MucSignaling } = await load("muc-signaling.js");

function heard(channel) {
  const events = [];
  channel.on("message", (text) => events.push(text));
  channel.on("closed", (ending) => events.push(ending));
  return events;
}

test("once both ends are connected, texts arrive asynchronously and in order", async () => {
  const near = new MemoryChannel();
  const far = near.other;
  assert.equal(far.other, near);
  const events = heard(far);
  assert.throws(() => near.send("early"), { code: 1006 });
  near.connect();
  assert.throws(() => near.send("early"), { code: 1006 });
  far.connect();
  await near.connect();
  near.send("1");
  near.send("2");
  assert.deepEqual(events, []);
  await soon();
  assert.deepEqual(events, ["1", "2"]);
});

test("closing one end closes both once, after earlier texts have arrived", async () => {
  const near = new MemoryChannel();
  const [nearEvents, farEvents] = [heard(near), heard(near.other)];
  near.other.connect();
  await near.connect();
  near.send("last");
  near.close({ code: 4403, reason: "out" });
  near.close();
  assert.throws(() => near.send("late"), { code: 1006 });
  await soon();
  assert.deepEqual(farEvents, ["last", { code: 4403, reason: "out" }]);
  assert.deepEqual(nearEvents, [{ code: 4403, reason: "out" }]);
});

test("a close before both ends are connected rejects connect and emits no closed event", async () => {
  const near = new MemoryChannel();
  const events = heard(near);
  const connected = near.connect();
  near.other.close({ code: 1013, reason: "full" });
  near.other.connect().catch(() => {});
  await assert.rejects(connected, { code: 1013 });
  await soon();
  assert.deepEqual(events, []);
});

test("a test can act as the server", async () => {
  const channel = new MemoryChannel();
  const server = channel.other;
  server.on("message", (text) => {
    if (JSON.parse(text).type === "join") {
      server.send('{"type":"joined","id":"me","peers":{"ada":{"name":"Ada"}}}');
    }
  });
  server.connect();
  const signaling = new MucSignaling(channel);
  await signaling.connect();
  assert.deepEqual(signaling.peers.map(({ status }) => status), [{ name: "Ada" }]);
});
