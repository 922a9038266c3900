// The channel of the browser module with a fake WebSocket. Run by `node --test`.

import assert from "node:assert/strict";
import test from "node:test";
import { load, soon } from "./modules.mjs";

const { SignalingError, WebSocketChannel } = await load("muc-signaling.js");

/** The part of the browser's WebSocket that the channel uses. */
class FakeWebSocket {
  static OPEN = 1;
  static made = [];
  readyState = 0;
  sent = [];

  constructor(url, protocols) {
    this.url = url;
    this.protocols = protocols;
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

test("an address consists of the base without trailing slashes and the encoded parts", () => {
  assert.equal(new WebSocketChannel("ws://h/muc//", "a/b c", "ü").url, "ws://h/muc/a%2Fb%20c/%C3%BC");
  assert.equal(new WebSocketChannel("ws://h/muc").url, "ws://h/muc");
});

test("a channel opens once, delivers texts and reports its end", async () => {
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

test("a channel that never opened rejects connect and emits no closed event", async () => {
  const { channel, connected, socket } = opening("ws://h", { fetch: () => Promise.reject(new TypeError("no")) });
  channel.on("closed", () => assert.fail("It was never open"));
  socket.onclose({ code: 1006, reason: "" });
  await assert.rejects(connected, { code: "unreachable", retry: "soon" });
});

test("closing a channel that is not open does not throw", () => {
  new WebSocketChannel("ws://h").close();
  const { channel, socket } = opening("ws://h");
  channel.close();
  channel.close();
  assert.equal(socket.readyState, 2);
});

test("an http address becomes a WebSocket address", () => {
  assert.equal(new WebSocketChannel("https://h/muc", "r").url, "wss://h/muc/r");
  assert.equal(new WebSocketChannel("HTTP://h/muc").url, "ws://h/muc");
});

test("a token is requested for each attempt and sent as a subprotocol, not in the address", async () => {
  let asked = 0;
  const token = async () => `a.b.${++asked}`;
  for (const attempt of [1, 2]) {
    const { socket: before } = { socket: FakeWebSocket.made.at(-1) };
    opening("ws://h", "r", { token });
    await soon();
    const socket = FakeWebSocket.made.at(-1);
    assert.notEqual(socket, before);
    assert.deepEqual(socket.protocols, ["muc", `access_token.a.b.${attempt}`]);
    assert.equal(socket.url, "ws://h/r");
  }
});

test("without a token no subprotocol is offered", () => {
  assert.equal(opening("ws://h").socket.protocols, undefined);
});

test("a token supplier that fails makes the attempt fail, which can be retried", async () => {
  const supplier = () => Promise.reject(new Error("offline"));
  const channel = new WebSocketChannel("ws://h", { token: supplier });
  await assert.rejects(channel.connect(), { code: "supplier_failed", retry: "soon" });
});

test("closing while waiting for the token opens no WebSocket", async () => {
  let give;
  const { channel, connected } = opening("ws://h", { token: () => new Promise((resolve) => (give = resolve)) });
  const made = FakeWebSocket.made.length;
  channel.close();
  give("t");
  await assert.rejects(connected, { code: 1000 });
  assert.equal(FakeWebSocket.made.length, made);
});

test("an invalid address is reported without the token", async () => {
  class Strict {
    constructor(url, [, protocol]) {
      throw new SyntaxError(`${url} ${protocol}`);
    }
  }
  const channel = new WebSocketChannel("ws://h:x", { WebSocket: Strict, token: () => "secret token" });
  await assert.rejects(channel.connect(), (e) => e.code === "bad_address" && !JSON.stringify([e, e.message]).includes("secret"));
});

const answers = [
  [400, "bad_room_name", "never"],
  [401, "unauthenticated", "never"],
  [403, "forbidden", "never"],
  [404, "not_found", "never"],
  [407, "proxy_authentication", "never"],
  [418, "refused", "never"],
  [426, "no_websocket", "soon"],
  [429, "rate_limited", "later"],
  [500, "unavailable", "soon"],
  [503, "unavailable", "soon"],
  [200, "captive", "soon"],
  [302, "redirected", "soon"],
  [511, "captive", "soon"],
];

for (const [status, code, retry] of answers) {
  test(`a refusal with ${status} is reported as ${code}`, async () => {
    const asked = [];
    const fetch = async (...question) => {
      asked.push(question);
      return new Response(null, { status, headers: { "Retry-After": "7" } });
    };
    const { connected } = opening("wss://h/muc", "a b", { fetch, token: () => "t.o.k" });
    await soon();
    FakeWebSocket.made.at(-1).onclose({ code: 1006, reason: "" });
    await assert.rejects(connected, { code, retry, status, retryAfter: 7000 });
    const [[url, { headers, credentials, cache }]] = asked;
    assert.equal(url, "https://h/muc/a%20b");
    assert.deepEqual({ headers, credentials, cache }, {
      headers: { Authorization: "Bearer t.o.k" },
      credentials: "include",
      cache: "no-store",
    });
  });
}

test("a redirect that the browser hides is reported", async () => {
  const fetch = async () => ({ type: "opaqueredirect", status: 0 });
  const { connected, socket } = opening("ws://h", { fetch });
  socket.onclose({ code: 1006, reason: "" });
  await assert.rejects(connected, { code: "redirected" });
});

test("a close code before opening needs no further request", async () => {
  const { connected, socket } = opening("ws://h", { fetch: () => assert.fail("It was told") });
  socket.onclose({ code: 1013, reason: "full" });
  await assert.rejects(connected, { code: 1013, reason: "full", retry: "soon" });
});
