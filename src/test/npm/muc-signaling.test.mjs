// The browser module with a fake channel. Run by `node --test`.

import assert from "node:assert/strict";
import test from "node:test";
import { load, soon } from "./modules.mjs";

const { MucSignaling, SignalingError } = await load("muc-signaling.js");

/** A channel without a network, on which the test sends the server's messages. */
class FakeChannel {
  sent = [];
  closes = 0;
  #listeners = { message: [], closed: [] };

  connect() {
    return Promise.resolve();
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.closes++;
  }

  on(event, listener) {
    this.#listeners[event].push(listener);
  }

  say(message) {
    const text = typeof message === "string" ? message : JSON.stringify(message);
    this.#listeners.message.forEach((listener) => listener(text));
  }

  end(code, reason = "") {
    this.#listeners.closed.forEach((listener) => listener({ code, reason }));
  }
}

/** Returns a signaling object that has joined a room with these peers, and its recorded events. */
async function joined(peers = {}, options = {}) {
  const channel = new FakeChannel();
  const signaling = new MucSignaling(channel, options);
  const events = [];
  const met = {};
  signaling.on("peer_joined", (peer) => {
    met[peer.id] = peer;
    events.push(["peer_joined", peer.id, peer.first]);
    peer.on("left", () => events.push(["left", peer.id]));
    peer.on("status_changed", (status) => events.push(["status_changed", peer.id, status]));
  });
  signaling.on("closed", (ending) => events.push(["closed", ending]));
  signaling.on("error", ({ code, reason }) => events.push(["error", code, reason]));
  const connected = signaling.connect();
  await soon();
  channel.say({ type: "joined", id: "me", peers });
  await connected;
  return { channel, signaling, events, met };
}

test("a status set before joining is sent with the join", async () => {
  const channel = new FakeChannel();
  const signaling = new MucSignaling(channel);
  signaling.setStatus({ name: "Ad" });
  signaling.setStatus({ name: "Ada" });
  signaling.connect();
  await soon();
  assert.deepEqual(channel.sent, [{ type: "join", status: { name: "Ada" }, events: true, renew: true }]);
  assert.equal(signaling.id, undefined);
});

test("connect is fulfilled after each peer in the room has been reported", async () => {
  const { signaling, events, met } = await joined({ a: { name: "A" }, b: {} });
  assert.equal(signaling.id, "me");
  assert.deepEqual(events, [
    ["peer_joined", "a", false],
    ["peer_joined", "b", false],
  ]);
  assert.deepEqual(met.a.status, { name: "A" });
  assert.deepEqual(signaling.peers, [met.a, met.b]);
});

test("repeated connect calls join only once", async () => {
  const { channel, signaling } = await joined();
  assert.equal(signaling.connect(), signaling.connect());
  await signaling.connect();
  assert.equal(channel.sent.length, 1);
});

test("a refused join rejects connect with the server's code and closes the channel", async () => {
  const channel = new FakeChannel();
  const signaling = new MucSignaling(channel);
  signaling.on("closed", () => assert.fail("It was never open"));
  signaling.on("error", () => assert.fail("connect tells it"));
  const connected = signaling.connect();
  await soon();
  channel.say({ type: "error", msg: "Unable to join", code: "room_full" });
  channel.end(1013);
  await assert.rejects(
    connected,
    (e) => e instanceof SignalingError && e.code === "room_full" && e.reason === "Unable to join",
  );
  assert.equal(channel.closes, 1);
});

test("an end before joined rejects connect with its code and reason", async () => {
  const channel = new FakeChannel();
  const connected = new MucSignaling(channel).connect();
  await soon();
  channel.end(4403, "no");
  await assert.rejects(connected, { code: 4403, reason: "no" });
});

test("connect is rejected if the channel cannot connect", async () => {
  const channel = new FakeChannel();
  channel.connect = () => Promise.reject(new SignalingError(1006, ""));
  await assert.rejects(new MucSignaling(channel).connect(), { code: 1006 });
});

test("closing while joining rejects connect", async () => {
  const channel = new FakeChannel();
  const signaling = new MucSignaling(channel);
  const connected = signaling.connect();
  signaling.close();
  await assert.rejects(connected, { code: 1000 });
  await soon();
  assert.deepEqual(channel.sent, []);
});

test("connect is rejected after close", async () => {
  const channel = new FakeChannel();
  const signaling = new MucSignaling(channel);
  signaling.close();
  await assert.rejects(signaling.connect(), { code: 1000 });
  assert.deepEqual(channel.sent, []);
});

test("a peer joins, changes its status, sends and leaves", async () => {
  const { channel, signaling, events, met } = await joined();
  channel.say({ type: "peer_joined", peer: "p", status: { n: 1 } });
  met.p.on("hello", (data) => events.push(["hello", data]));
  channel.say({ type: "peer_status", peer: "p", status: { n: 2 } });
  channel.say({ type: "from", peer: "p", event: "hello", data: { deep: [1, null] } });
  channel.say({ type: "from", peer: "p", event: "hello" });
  channel.say({ type: "peer_left", peer: "p" });
  channel.say({ type: "from", peer: "p", event: "hello", data: "late" });
  channel.say({ type: "peer_status", peer: "p", status: {} });
  channel.say({ type: "peer_left", peer: "p" });
  assert.deepEqual(events, [
    ["peer_joined", "p", true],
    ["status_changed", "p", { n: 2 }],
    ["hello", { deep: [1, null] }],
    ["hello", undefined],
    ["left", "p"],
  ]);
  assert.deepEqual(signaling.peers, []);
  await assert.rejects(met.p.send("hello"), { code: "unknown_peer" });
});

test("an event names its recipient, and absent data is not sent", async () => {
  const { channel, met } = await joined({ p: {} });
  await met.p.send("hello", null);
  await met.p.send("hello");
  assert.deepEqual(channel.sent.slice(1), [
    { type: "to", peer: "p", event: "hello", data: null },
    { type: "to", peer: "p", event: "hello" },
  ]);
});

test("a second joined message only adds peers", async () => {
  const { channel, signaling, events } = await joined({ a: {} });
  channel.say({ type: "joined", id: "me", peers: { a: { other: true }, x: {} } });
  assert.equal(signaling.id, "me");
  assert.deepEqual(events, [
    ["peer_joined", "a", false],
    ["peer_joined", "x", false],
  ]);
  assert.equal(signaling.peers.length, 2);
});

test("a peer is reported only once", async () => {
  const { channel, events } = await joined({ a: {} });
  channel.say({ type: "peer_joined", peer: "a", status: {} });
  assert.equal(events.length, 1);
});

test("peer ids and events may be names of JavaScript object properties", async () => {
  const { channel, events, met } = await joined();
  channel.say({ type: "from", peer: "constructor", event: "x" });
  channel.say('{"type":"joined","id":"me","peers":{"__proto__":{"n":1},"constructor":{}}}');
  met.constructor.on("toString", (data) => events.push(["toString", data]));
  channel.say({ type: "from", peer: "constructor", event: "toString", data: 1 });
  channel.say({ type: "from", peer: "constructor", event: "__proto__", data: 1 });
  channel.say({ type: "peer_left", peer: "__proto__" });
  assert.deepEqual(events, [
    ["peer_joined", "__proto__", false],
    ["peer_joined", "constructor", false],
    ["toString", 1],
    ["left", "__proto__"],
  ]);
});

test("a peer's events are not confused with those of the signaling object", async () => {
  const { channel, events } = await joined({ p: {} });
  for (const event of ["left", "status_changed", "error", "closed", "peer_joined"]) {
    channel.say({ type: "from", peer: "p", event, data: {} });
  }
  assert.deepEqual(events, [["peer_joined", "p", false]]);
});

test("unknown and malformed messages are ignored", async () => {
  const { channel, events } = await joined({ p: {} });
  for (const message of ["", "{", "null", "[]", "1", '"x"', "{}", '{"type":"news"}', '{"type":1}']) {
    channel.say(message);
  }
  channel.say({ type: "peer_status", peer: "p", status: [], more: 1 });
  channel.say({ type: "peer_joined", peer: 7, status: {} });
  channel.say({ type: "peer_joined", peer: "q", status: null, more: 1 });
  assert.deepEqual(events, [
    ["peer_joined", "p", false],
    ["peer_joined", "q", true],
  ]);
});

test("an error after joining is reported as an event", async () => {
  const { channel, events } = await joined();
  channel.say({ type: "error", msg: "Trying to send to unknown peer", code: "unknown_peer" });
  assert.deepEqual(events, [["error", "unknown_peer", "Trying to send to unknown peer"]]);
});

test("server events are separate from those of peers", async () => {
  const { channel, signaling, events } = await joined();
  const end = signaling.onServerEvent("closed", (data) => events.push(["from the server", data]));
  channel.say({ type: "event", event: "closed", data: { room: 1 } });
  end();
  channel.say({ type: "event", event: "closed", data: 2 });
  assert.deepEqual(events, [["from the server", { room: 1 }]]);
});

test("a listener that throws does not stop other listeners", async (t) => {
  const { channel, events, met } = await joined({ p: {} });
  const reported = t.mock.method(console, "error", () => {});
  met.p.on("hello", () => {
    throw new Error("bug");
  });
  met.p.on("hello", async () => {
    throw new Error("late bug");
  });
  met.p.on("hello", (data) => events.push(["hello", data]));
  channel.say({ type: "from", peer: "p", event: "hello", data: 1 });
  channel.say({ type: "from", peer: "p", event: "hello", data: 2 });
  await soon();
  assert.deepEqual(events.slice(1), [
    ["hello", 1],
    ["hello", 2],
  ]);
  assert.deepEqual(
    reported.mock.calls.map((call) => call.arguments[0].message),
    ["bug", "bug", "late bug", "late bug"],
  );
});

test("a removed listener is not called again, not even for the current event", async () => {
  const { channel, events, met } = await joined({ p: {} });
  const ends = [];
  met.p.on("hello", () => {
    events.push(["first"]);
    ends.forEach((end) => end());
    met.p.on("hello", () => events.push(["late"]));
  });
  ends.push(met.p.on("hello", () => events.push(["second"])));
  channel.say({ type: "from", peer: "p", event: "hello" });
  assert.deepEqual(events.slice(1), [["first"]]);
  channel.say({ type: "from", peer: "p", event: "hello" });
  assert.deepEqual(events.slice(2), [["first"], ["late"]]);
});

test("a status is sent after joining, refused if it is not an object, and dropped after the end", async () => {
  const { channel, signaling } = await joined();
  signaling.setStatus({ n: 1 });
  assert.throws(() => signaling.setStatus(null), TypeError);
  assert.throws(() => signaling.setStatus([]), TypeError);
  channel.end(1006);
  signaling.setStatus({ n: 2 });
  assert.deepEqual(channel.sent.slice(1), [{ type: "status", status: { n: 1 } }]);
});

test("close leaves, closes the channel, and is reported once", async () => {
  const { channel, signaling, events } = await joined({ p: {} });
  signaling.close();
  signaling.close();
  channel.end(1000);
  channel.say({ type: "peer_left", peer: "p" });
  assert.deepEqual(channel.sent.slice(1), [{ type: "leave" }]);
  assert.deepEqual(events.slice(1), [
    ["left", "p"],
    ["closed", { code: 1000, reason: "" }],
  ]);
});

test("closing in a peer_joined listener rejects connect and reports no further peers", async () => {
  const channel = new FakeChannel();
  const signaling = new MucSignaling(channel);
  const events = [];
  signaling.on("peer_joined", (peer) => {
    events.push(["peer_joined", peer.id]);
    peer.on("left", () => events.push(["left", peer.id]));
    signaling.close();
  });
  signaling.on("closed", ({ code }) => events.push(["closed", code]));
  const connected = signaling.connect();
  await soon();
  channel.say({ type: "joined", id: "me", peers: { a: {}, b: {} } });
  await assert.rejects(connected, { code: 1000 });
  assert.deepEqual(events, [
    ["peer_joined", "a"],
    ["left", "a"],
    ["closed", 1000],
  ]);
  assert.deepEqual(channel.sent.at(-1), { type: "leave" });
});

test("at the end all peers leave and none are listed", async () => {
  const { channel, signaling, events, met } = await joined({ a: {}, b: {} });
  channel.end(4403, "bye");
  assert.deepEqual(events.slice(2), [
    ["left", "a"],
    ["left", "b"],
    ["closed", { code: 4403, reason: "bye" }],
  ]);
  assert.deepEqual(signaling.peers, []);
  await assert.rejects(met.a.send("hello"), { code: "unknown_peer" });
});

test("a message that the server would refuse is not sent", async () => {
  const { channel, met } = await joined({ p: {} });
  let deep = null;
  for (let level = 0; level < 32; level++) {
    deep = [deep];
  }
  const refused = [
    [[""], "bad_message"],
    [[7], "bad_message"],
    [["🎈".repeat(65)], "bad_message"],
    [["left"], "bad_message"],
    [["newListener"], "bad_message"],
    [["hello", deep], "bad_message"],
    [["hello", "half \ud83d"], "bad_message"],
    [["hello", { "\udc00": 1 }], "bad_message"],
    [["hello", "ü".repeat(32 * 1024)], "too_large"],
  ];
  for (const [message, code] of refused) {
    await assert.rejects(met.p.send(...message), (e) => e instanceof SignalingError && e.code === code);
  }
  await assert.rejects(met.p.send("hello", 1n), TypeError);
  assert.equal(channel.sent.length, 1);
  await met.p.send("🎈".repeat(64), [deep[0][0], "[[[[[\\ud83d \"[[[", "🎈"]);
  assert.equal(channel.sent.length, 2);
});

test("an unhandled rejection of send does not end the process", async () => {
  const { channel, met } = await joined({ p: {} });
  channel.say({ type: "peer_left", peer: "p" });
  const unhandled = [];
  process.once("unhandledRejection", (e) => unhandled.push(e));
  met.p.send("hello");
  await soon();
  await soon();
  assert.deepEqual(unhandled, []);
});

test("an error about a message names its peer and event", async () => {
  const { channel, signaling } = await joined({ p: {} });
  const errors = [];
  signaling.on("error", ({ code, peer, event }) => errors.push({ code, peer, event }));
  channel.say({ type: "error", msg: "", code: "unknown_peer", peer: "q", event: "hello" });
  assert.deepEqual(errors, [{ code: "unknown_peer", peer: "q", event: "hello" }]);
});

test("an invalid answer to the join rejects connect", async () => {
  const channel = new FakeChannel();
  const connected = new MucSignaling(channel).connect();
  await soon();
  channel.say({ type: "joined", id: "me", peers: [] });
  await assert.rejects(connected, { code: "unreadable" });
});

test("a status that changes while joining is sent after the join", async () => {
  const channel = new FakeChannel();
  const signaling = new MucSignaling(channel);
  const connected = signaling.connect();
  await soon();
  signaling.setStatus({ n: 2 });
  channel.say({ type: "joined", id: "me", peers: {} });
  await connected;
  assert.deepEqual(channel.sent.slice(1), [{ type: "status", status: { n: 2 } }]);
});

test("ICE servers are requested, and available before the first peer is reported", async () => {
  const channel = new FakeChannel();
  const signaling = new MucSignaling(channel, { ice: true });
  const seen = [];
  signaling.on("peer_joined", () => seen.push(...signaling.iceServers));
  const connected = signaling.connect();
  await soon();
  assert.equal(channel.sent[0].ice, true);
  assert.deepEqual(signaling.iceServers, []);
  channel.say({ type: "joined", id: "me", peers: { a: {} }, iceServers: [{ urls: "stun:stun.example.org" }] });
  await connected;
  assert.deepEqual(seen, [{ urls: "stun:stun.example.org" }]);
});

test("a token can be renewed if the server supports it", async () => {
  const channel = new FakeChannel();
  const signaling = new MucSignaling(channel);
  const connected = signaling.connect();
  await assert.rejects(signaling.renew("early"), { code: "unsupported" });
  await soon();
  channel.say({ type: "joined", id: "me", peers: {}, renew: true });
  await connected;
  const renewed = signaling.renew("newer");
  assert.deepEqual(channel.sent.at(-1), { type: "renew", token: "newer" });
  channel.say({ type: "renewed", until: 1800000000 });
  assert.equal(await renewed, 1800000000);
  const refused = signaling.renew("bad");
  channel.say({ type: "error", code: "forbidden", msg: "No" });
  await assert.rejects(refused, { code: "forbidden" });
  await assert.rejects(signaling.renew("x".repeat(100_000)), { code: "too_large" });
  const next = signaling.renew("newest");
  channel.say({ type: "renewed", until: 1900000000 });
  assert.equal(await next, 1900000000);
  const pending = signaling.renew("last");
  signaling.close();
  await assert.rejects(pending, { code: 1000 });
});

test("an abort leaves the room, and rejects a later connect with its reason", async () => {
  const controller = new AbortController();
  const { channel, signaling, events } = await joined({}, { signal: controller.signal });
  controller.abort(new Error("enough"));
  assert.deepEqual(channel.sent.at(-1), { type: "leave" });
  assert.deepEqual(events, [["closed", { code: 1000, reason: "" }]]);
  signaling.close();

  const early = new MucSignaling(new FakeChannel(), { signal: controller.signal });
  await assert.rejects(early.connect(), /enough/);
});

test("a close by the server is reported with its code", async () => {
  const { channel, events } = await joined();
  channel.end(4413, "too slow");
  assert.deepEqual(events, [["closed", { code: 4413, reason: "too slow" }]]);
});

/** A JSON object that JavaScript can turn into neither a string nor a number. */
const HOSTILE = { toString: 1, valueOf: 1 };

test("invalid messages after the join neither end the session nor invent peers", async () => {
  const messages = [
    { type: "joined", id: 7, peers: ["x", { n: 1 }] },
    { type: "joined", peers: "abc" },
    { type: "joined", id: "me", peers: null },
    { type: "peer_joined", peer: HOSTILE, status: {} },
    { type: "peer_joined", peer: "me", status: {} },
    { type: "peer_status", peer: "p", status: "x" },
    { type: "peer_left", peer: "me" },
    { type: "peer_left" },
    { type: "from", peer: "p", event: HOSTILE, data: 1 },
    { type: "from", peer: "nobody", event: "hello" },
    { type: "event", event: HOSTILE },
    { type: "renewed", until: HOSTILE },
    { type: "resumed", received: 3 },
    { type: "pong", received: HOSTILE },
    { type: "pong", received: 1e300 },
    { type: ["joined"] },
  ];
  const { channel, signaling, events } = await joined({ p: {} });
  messages.forEach((message) => channel.say(message));
  assert.deepEqual(events, [["peer_joined", "p", false]]);
  assert.equal(signaling.id, "me");
  for (const error of [
    { code: HOSTILE, msg: HOSTILE, peer: HOSTILE, event: [] },
    { code: 1000, msg: null },
    {},
  ]) {
    channel.say({ type: "error", ...error });
    assert.deepEqual(events.pop(), ["error", "error", ""]);
  }
  assert.equal(channel.closes, 0);
});

test("an invalid id is ignored, and a refusal without a valid code has the code error", async () => {
  for (const id of [HOSTILE, null, 7, undefined]) {
    const channel = new FakeChannel();
    const signaling = new MucSignaling(channel);
    const connected = signaling.connect();
    await soon();
    channel.say({ type: "joined", id, peers: { a: 7 }, iceServers: { length: 1 }, resume: 7, renew: "x" });
    await connected;
    assert.equal(signaling.id, undefined);
    assert.deepEqual(signaling.peers.map(({ status }) => status), [{}]);
    assert.deepEqual(signaling.iceServers, []);
  }
  for (const code of [HOSTILE, {}, 1006, null]) {
    const channel = new FakeChannel();
    const connected = new MucSignaling(() => channel, { reconnect: true }).connect();
    await soon();
    channel.say({ type: "error", code, msg: HOSTILE });
    await assert.rejects(connected, { code: "error", reason: "", retry: "never" });
  }
});

test("connect is rejected if the function returns no channel", async () => {
  for (const channel of [undefined, null, 7, {}, Promise.resolve(new FakeChannel())]) {
    const signaling = new MucSignaling(() => channel);
    await assert.rejects(signaling.connect(), { code: "supplier_failed" });
    await assert.rejects(signaling.connect(), { code: "supplier_failed" });
  }
});

test("a channel that throws anywhere rejects connect or ends the session", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const fail = () => {
    throw new Error("bug");
  };
  for (const method of ["connect", "send", "on"]) {
    const channel = Object.assign(new FakeChannel(), { [method]: fail });
    const connected = new MucSignaling(channel, { joinTimeout: 20 }).connect();
    const rejected = assert.rejects(connected, SignalingError);
    await soon();
    t.mock.timers.tick(20);
    await rejected;
  }
  const { channel, signaling, events } = await joined();
  channel.close = fail;
  signaling.close();
  assert.deepEqual(events, [["closed", { code: 1000, reason: "" }]]);
});

test("times beyond the range of timers are treated as long", async (t) => {
  const warned = t.mock.method(process, "emitWarning", () => {});
  for (const time of [Infinity, 30 * 24 * 3600 * 1000]) {
    const { channel, signaling, events } = await joined({}, { joinTimeout: time, silence: time });
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(events, []);
    assert.equal(channel.sent.length, 1);
    signaling.close();
  }
  assert.equal(warned.mock.callCount(), 0);
});

test("invalid options are refused, and undefined ones are ignored", () => {
  const make = (options) => new MucSignaling(() => new FakeChannel(), options);
  for (const wrong of [-1, NaN, "x", "5", 0]) {
    assert.throws(() => make({ joinTimeout: wrong }), RangeError);
    assert.throws(() => make({ reconnect: { attempts: wrong } }), RangeError);
    assert.throws(() => make({ reconnect: { shortest: wrong } }), RangeError);
  }
  assert.throws(() => make({ silence: -1 }), RangeError);
  assert.throws(() => make({ reconnect: { holding: -1 } }), RangeError);
  make({ joinTimeout: undefined, silence: 0, reconnect: { longest: 100, attempts: undefined } });
});
