// The browser module against a channel that the test holds in its hand. Run by `node --test`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";

const source = await readFile(new URL("../../main/webapp/muc-signaling.js", import.meta.url), "utf8");
const { MucSignaling, SignalingError, WebSocketChannel } = await import(
  `data:text/javascript,${encodeURIComponent(source)}`
);

/** A channel without a network: the test says what the server says. */
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

const soon = () => new Promise((resolve) => setImmediate(resolve));

/** A signaling that has joined, and met the peers given, with everything that happened to it. */
async function joined(peers = {}) {
  const channel = new FakeChannel();
  const signaling = new MucSignaling(channel);
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

test("the status that was set before joining goes out with the join", async () => {
  const channel = new FakeChannel();
  const signaling = new MucSignaling(channel);
  signaling.setStatus({ name: "Ad" });
  signaling.setStatus({ name: "Ada" });
  signaling.connect();
  await soon();
  assert.deepEqual(channel.sent, [{ type: "join", status: { name: "Ada" }, events: true }]);
  assert.equal(signaling.id, undefined);
});

test("connect is fulfilled by joined, after each peer of the room was announced", async () => {
  const { signaling, events, met } = await joined({ a: { name: "A" }, b: {} });
  assert.equal(signaling.id, "me");
  assert.deepEqual(events, [
    ["peer_joined", "a", false],
    ["peer_joined", "b", false],
  ]);
  assert.deepEqual(met.a.status, { name: "A" });
  assert.deepEqual(signaling.peers, [met.a, met.b]);
});

test("connecting again joins only once", async () => {
  const { channel, signaling } = await joined();
  assert.equal(signaling.connect(), signaling.connect());
  await signaling.connect();
  assert.equal(channel.sent.length, 1);
});

test("a refused join is told with the server's code, and the channel is closed", async () => {
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

test("an ending before joined is told with its code and reason", async () => {
  const channel = new FakeChannel();
  const connected = new MucSignaling(channel).connect();
  await soon();
  channel.end(4403, "no");
  await assert.rejects(connected, { code: 4403, reason: "no" });
});

test("a channel that can't connect is told", async () => {
  const channel = new FakeChannel();
  channel.connect = () => Promise.reject(new SignalingError(1006, ""));
  await assert.rejects(new MucSignaling(channel).connect(), { code: 1006 });
});

test("closing while joining ends the wait", async () => {
  const channel = new FakeChannel();
  const signaling = new MucSignaling(channel);
  const connected = signaling.connect();
  signaling.close();
  await assert.rejects(connected, { code: 1000 });
  await soon();
  assert.deepEqual(channel.sent, []);
});

test("what was closed does not connect", async () => {
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

test("an event to a peer names it; absent data stays absent", async () => {
  const { channel, met } = await joined({ p: {} });
  await met.p.send("hello", null);
  await met.p.send("hello");
  assert.deepEqual(channel.sent.slice(1), [
    { type: "to", peer: "p", event: "hello", data: null },
    { type: "to", peer: "p", event: "hello" },
  ]);
});

test("a later joined adds the peers whose join crossed ours, and changes nothing else", async () => {
  const { channel, signaling, events } = await joined({ a: {} });
  channel.say({ type: "joined", id: "me", peers: { a: { other: true }, x: {} } });
  assert.equal(signaling.id, "me");
  assert.deepEqual(events, [
    ["peer_joined", "a", false],
    ["peer_joined", "x", false],
  ]);
  assert.equal(signaling.peers.length, 2);
});

test("a peer is announced once", async () => {
  const { channel, events } = await joined({ a: {} });
  channel.say({ type: "peer_joined", peer: "a", status: {} });
  assert.equal(events.length, 1);
});

test("ids that JavaScript objects know by themselves are ids like others", async () => {
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

test("a peer can't speak in the signaling's name", async () => {
  const { channel, events } = await joined({ p: {} });
  for (const event of ["left", "status_changed", "error", "closed", "peer_joined"]) {
    channel.say({ type: "from", peer: "p", event, data: {} });
  }
  assert.deepEqual(events, [["peer_joined", "p", false]]);
});

test("what a newer or broken server says is passed over", async () => {
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

test("an error after joining is an event", async () => {
  const { channel, events } = await joined();
  channel.say({ type: "error", msg: "Trying to send to unknown peer", code: "unknown_peer" });
  assert.deepEqual(events, [["error", "unknown_peer", "Trying to send to unknown peer"]]);
});

test("the server's own events are apart from those of peers", async () => {
  const { channel, signaling, events } = await joined();
  const end = signaling.onServerEvent("closed", (data) => events.push(["from the server", data]));
  channel.say({ type: "event", event: "closed", data: { room: 1 } });
  end();
  channel.say({ type: "event", event: "closed", data: 2 });
  assert.deepEqual(events, [["from the server", { room: 1 }]]);
});

test("a listener that throws stops nobody", async (t) => {
  const { channel, events, met } = await joined({ p: {} });
  const thrown = t.mock.method(globalThis, "queueMicrotask", () => {});
  met.p.on("hello", () => {
    throw new Error("bug");
  });
  met.p.on("hello", (data) => events.push(["hello", data]));
  channel.say({ type: "from", peer: "p", event: "hello", data: 1 });
  channel.say({ type: "from", peer: "p", event: "hello", data: 2 });
  assert.deepEqual(events.slice(1), [
    ["hello", 1],
    ["hello", 2],
  ]);
  assert.throws(thrown.mock.calls[0].arguments[0], /bug/);
});

test("a listener hears nothing after it was ended, not even of the event that ended it", async () => {
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

test("a status after joining is sent, one that is no object refused, one after the end dropped", async () => {
  const { channel, signaling } = await joined();
  signaling.setStatus({ n: 1 });
  assert.throws(() => signaling.setStatus(null), TypeError);
  assert.throws(() => signaling.setStatus([]), TypeError);
  channel.end(1006);
  signaling.setStatus({ n: 2 });
  assert.deepEqual(channel.sent.slice(1), [{ type: "status", status: { n: 1 } }]);
});

test("closing leaves, closes, and is told once", async () => {
  const { channel, signaling, events } = await joined({ p: {} });
  signaling.close();
  signaling.close();
  channel.end(1000);
  channel.say({ type: "peer_left", peer: "p" });
  assert.deepEqual(channel.sent.slice(1), [{ type: "leave" }]);
  assert.deepEqual(events.slice(1), [["closed", { code: 1000, reason: "" }]]);
});

test("an ending by the server is told with its code", async () => {
  const { channel, events } = await joined();
  channel.end(4413, "too slow");
  assert.deepEqual(events, [["closed", { code: 4413, reason: "too slow" }]]);
});

/** The browser's WebSocket as far as the channel uses it. */
class FakeWebSocket {
  static OPEN = 1;
  static made = [];
  readyState = 0;
  sent = [];

  constructor(url) {
    this.url = url;
    FakeWebSocket.made.push(this);
  }

  open() {
    this.readyState = 1;
    this.onopen();
  }

  send(text) {
    this.sent.push(text);
  }

  close() {
    this.readyState = 2;
  }
}

/** A channel and the socket that it opened. */
function opening(...address) {
  globalThis.WebSocket = FakeWebSocket;
  const channel = new WebSocketChannel(...address);
  const connected = channel.connect();
  return { channel, connected, socket: FakeWebSocket.made.at(-1) };
}

test("an address is made of the base without slashes at its end, and encoded parts", () => {
  assert.equal(new WebSocketChannel("ws://h/muc//", "a/b c", "ü").url, "ws://h/muc/a%2Fb%20c/%C3%BC");
  assert.equal(new WebSocketChannel("ws://h/muc").url, "ws://h/muc");
});

test("a channel opens once, passes texts on and tells its end", async () => {
  const { channel, connected, socket } = opening("ws://h", "r");
  const heard = [];
  channel.on("message", (text) => heard.push(text));
  channel.on("closed", (ending) => heard.push(ending));
  assert.equal(channel.connect(), connected);
  assert.throws(() => channel.send("early"), SignalingError);
  socket.open();
  await connected;
  channel.send("hello");
  socket.onmessage({ data: "text" });
  socket.onmessage({ data: new ArrayBuffer(1) });
  socket.onclose({ code: 1012, reason: "later" });
  assert.deepEqual(socket.sent, ["hello"]);
  assert.deepEqual(heard, ["text", { code: 1012, reason: "later" }]);
});

test("a channel that never opened rejects, and tells no end", async () => {
  const { channel, connected, socket } = opening("ws://h");
  channel.on("closed", () => assert.fail("It was never open"));
  socket.onclose({ code: 1006, reason: "" });
  await assert.rejects(connected, { code: 1006 });
});

test("closing a channel that is not open does no harm", () => {
  new WebSocketChannel("ws://h").close();
  const { channel, socket } = opening("ws://h");
  channel.close();
  channel.close();
  assert.equal(socket.readyState, 2);
});
