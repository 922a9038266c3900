// How the browser module reconnects after a lost connection. Run by `node --test`.

import assert from "node:assert/strict";
import test from "node:test";
import { load, soon } from "./modules.mjs";
import { ResumingServer } from "./resuming-server.mjs";

const { MucSignaling, SignalingError } = await load("muc-signaling.js");
const { Backoff } = await load("muc-signaling/backoff.js");
const { Heartbeat } = await load("muc-signaling/heartbeat.js");

/** Returns a signaling object that has joined and reconnects, and its recorded events. */
async function joined(t, server, options = {}) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const signaling = new MucSignaling(server.wire, { reconnect: true, ...options });
  const events = [];
  signaling.on("peer_joined", (peer) => {
    events.push(["peer_joined", peer.id, peer.first]);
    peer.on("left", () => events.push(["left", peer.id]));
    peer.on("status_changed", (status) => events.push(["status_changed", peer.id, status]));
    peer.on("n", (data) => events.push(["n", data]));
  });
  signaling.on("interrupted", ({ cause, attempt }) => events.push(["interrupted", cause.code, attempt]));
  signaling.on("resumed", () => events.push(["resumed"]));
  signaling.on("reconnected", (...ids) => events.push(["reconnected", ...ids]));
  signaling.on("error", ({ code }) => events.push(["error", code]));
  signaling.on("closed", ({ code }) => events.push(["closed", code]));
  const connected = signaling.connect();
  await soon();
  server.last.move();
  await connected;
  const reset = () => events.splice(0);
  return { signaling, events, reset };
}

/** Lets the pause elapse, and completes the new connection. */
async function comeBack(t, server) {
  t.mock.timers.tick(60_000);
  await soon();
  server.last.move();
  await soon();
}

test("a lost connection is resumed without losing messages or peers", async (t) => {
  const server = new ResumingServer({ peers: { a: {} } });
  const { signaling, events, reset } = await joined(t, server);
  const [ada] = signaling.peers;
  ada.send("n", 1);
  server.last.move();
  reset();
  ada.send("n", 2); // lost in flight
  server.say({ type: "from", peer: "a", event: "n", data: "lost under way" });
  server.last.cut();
  const third = ada.send("n", 3);
  signaling.setStatus({ outdated: true });
  signaling.setStatus({ newest: true });
  server.say({ type: "peer_joined", peer: "b", status: {} });
  assert.equal(signaling.peers.length, 1);
  await comeBack(t, server);
  await third;
  assert.deepEqual(events, [
    ["interrupted", 1006, 1],
    ["resumed"],
    ["n", "lost under way"],
    ["peer_joined", "b", true],
  ]);
  assert.deepEqual(
    server.taken.map(({ data, status }) => data ?? status),
    [1, 2, 3, { newest: true }],
  );
  assert.equal(signaling.id, "me 1");
});

test("a thousand events each way survive fifty cuts without loss, duplicates or reordering", async (t) => {
  let seed = 7;
  const random = (bound) => (seed = (seed * 48271) % 2147483647) % bound;
  const server = new ResumingServer({ peers: { a: {} } });
  const { signaling, events } = await joined(t, server);
  const [ada] = signaling.peers;
  let cuts = 0;
  for (let n = 0; n < 1000; n++) {
    ada.send("n", n);
    server.say({ type: "from", peer: "a", event: "n", data: n });
    server.last.move(random(3), random(3));
    if (n % 50 === 7) {
      server.last.toServer.push({ type: "ping" });
    }
    if (n % 20 === 19) {
      cuts++;
      server.last.cut();
      t.mock.timers.tick(60_000);
      await soon();
    }
  }
  server.last.move();
  const numbers = Array.from({ length: 1000 }, (_, n) => n);
  assert.equal(cuts, 50);
  assert.deepEqual(server.taken.map(({ data }) => data), numbers);
  assert.deepEqual(events.filter(([event]) => event === "n").map(([, data]) => data), numbers);
  assert.equal(server.joins, 1);
  assert.equal(events.filter(([event]) => event === "left").length, 0);
});

test("if the server cannot resume, only the peers' changes are reported", async (t) => {
  const server = new ResumingServer({ peers: { stays: { n: 1 }, goes: {} } });
  const { signaling, events, reset } = await joined(t, server, { reconnect: { holding: 1000 } });
  const [stays, goes] = signaling.peers;
  reset();
  server.last.cut();
  const toStays = stays.send("n", 1);
  const toGoes = goes.send("n", 2);
  signaling.setStatus({ newest: true });
  server.forget();
  server.peers = { comes: {}, stays: { n: 2 } };
  await comeBack(t, server);
  assert.deepEqual(events, [
    ["interrupted", 1006, 1],
    ["left", "goes"],
    ["status_changed", "stays", { n: 2 }],
    ["peer_joined", "comes", false],
    ["reconnected", "me 1", "me 2"],
  ]);
  assert.equal(signaling.peers[0], stays);
  assert.equal(stays.first, false);
  assert.equal(signaling.id, "me 2");
  await toStays;
  await assert.rejects(toGoes, { code: "unknown_peer" });
  assert.deepEqual(server.taken, [{ type: "to", peer: "stays", event: "n", data: 1 }]);
  server.last.cut();
  await comeBack(t, server);
  assert.equal(server.joins, 2, "the new membership can be resumed as well");
});

test("without support for resume the client rejoins, and sends fail until then", async (t) => {
  const server = new ResumingServer({ resumable: false, peers: { a: {} } });
  const { signaling, events } = await joined(t, server);
  server.last.cut(1012);
  await assert.rejects(signaling.peers[0].send("n", 1), { code: 1006 });
  await comeBack(t, server);
  assert.equal(server.resumes, 0);
  assert.deepEqual(events.slice(1), [
    ["interrupted", 1012, 1],
    ["reconnected", "me 1", "me 2"],
  ]);
});

test("an impossible resumed answer leads to a new connection and join", async (t) => {
  const server = new ResumingServer();
  const { events } = await joined(t, server);
  server.last.cut();
  t.mock.timers.tick(60_000);
  await soon();
  server.last.toClient.push({ type: "resumed", received: 99 });
  server.last.move(0);
  await comeBack(t, server);
  assert.deepEqual(events, [
    ["interrupted", 1006, 1],
    ["interrupted", 1006, 2],
    ["reconnected", "me 1", "me 2"],
  ]);
});

test("no resume after the server ended the membership, and no retry after a permanent close code", async (t) => {
  const server = new ResumingServer();
  const { signaling, events } = await joined(t, server);
  for (const code of [4413, 1012, 1011, 1013]) {
    server.last.cut(code);
    await comeBack(t, server);
    assert.equal(server.resumes, 0, `after ${code}`);
  }
  server.last.cut(4403);
  await comeBack(t, server);
  assert.equal(server.wires.length, 5);
  assert.deepEqual(events.slice(0, 2), [
    ["interrupted", 4413, 1],
    ["reconnected", "me 1", "me 2"],
  ]);
  assert.deepEqual(events.at(-1), ["closed", 4403]);
  assert.deepEqual(signaling.peers, []);
});

test("an unreachable server is retried up to the configured number of attempts", async (t) => {
  const server = new ResumingServer();
  const { events } = await joined(t, server, { reconnect: { attempts: 3 } });
  server.reachable = false;
  server.last.cut();
  for (let attempt = 0; attempt < 5; attempt++) {
    await comeBack(t, server);
  }
  assert.deepEqual(events, [
    ["interrupted", 1006, 1],
    ["interrupted", "unreachable", 2],
    ["interrupted", "unreachable", 3],
    ["closed", "unreachable"],
  ]);
});

test("an outage within the resume window is resumed despite the longest pauses", async (t) => {
  t.mock.method(Math, "random", () => 1);
  const server = new ResumingServer();
  const { events } = await joined(t, server);
  server.reachable = false;
  server.last.cut();
  for (let second = 0; second < 24; second++) {
    t.mock.timers.tick(1000);
    await soon();
  }
  server.reachable = true;
  t.mock.timers.tick(5000);
  await soon();
  server.last.move();
  await soon();
  assert.deepEqual(events.at(-1), ["resumed"]);
});

test("an attempt that takes too long times out", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const server = new ResumingServer();
  const connected = new MucSignaling(server.wire, { joinTimeout: 5000 }).connect();
  await soon();
  t.mock.timers.tick(5000);
  await assert.rejects(connected, { code: "timeout", retry: "soon" });
});

test("a silent server is disconnected after the silence timeout", async (t) => {
  const server = new ResumingServer();
  const { events } = await joined(t, server, { silence: 30_000 });
  for (let third = 0; third < 2; third++) {
    t.mock.timers.tick(10_000);
    server.last.move();
  }
  assert.deepEqual(events, [], "it answers pings");
  t.mock.timers.tick(10_000);
  t.mock.timers.tick(10_000);
  t.mock.timers.tick(10_000);
  assert.deepEqual(events, [["interrupted", 1006, 1]]);
  await comeBack(t, server);
  assert.deepEqual(events.at(-1), ["resumed"]);
});

test("a server that does not support pings is pinged once and never disconnected for silence", async (t) => {
  const server = new ResumingServer({ pings: false, resumable: false });
  const { events } = await joined(t, server, { silence: 30_000 });
  for (let third = 0; third < 9; third++) {
    t.mock.timers.tick(10_000);
    assert.ok(server.last.toServer.length <= (third < 2 ? 1 : 0));
    server.last.move();
  }
  assert.deepEqual(events, []);
});

test("pongs confirm sent messages, and a ping is sent before too many are unconfirmed", async (t) => {
  const server = new ResumingServer({ peers: { a: {} } });
  const { signaling } = await joined(t, server);
  let pings = 0;
  for (let n = 0; n < 10_000; n++) {
    signaling.peers[0].send("n", n);
    pings += server.last.toServer.filter(({ type }) => type === "ping").length;
    server.last.move();
  }
  assert.ok(pings > 5 && pings < 50, `${pings} pings`);
  server.last.cut();
  await comeBack(t, server);
  assert.equal(server.taken.length, 10_000);
  assert.equal(server.joins, 1);
});

test("not found is retried a limited number of times during a redeployment", async (t) => {
  const server = new ResumingServer();
  const { events } = await joined(t, server);
  server.refusal = new SignalingError("not_found", "", { status: 404 });
  server.last.cut(1012);
  await comeBack(t, server);
  await comeBack(t, server);
  server.refusal = null;
  server.forget();
  await comeBack(t, server);
  assert.deepEqual(events, [
    ["interrupted", 1012, 1],
    ["interrupted", "not_found", 2],
    ["interrupted", "not_found", 3],
    ["reconnected", "me 1", "me 2"],
  ]);
  server.refusal = new SignalingError("not_found", "", { status: 404 });
  server.last.cut(1012);
  for (let attempt = 0; attempt < 20; attempt++) {
    await comeBack(t, server);
  }
  assert.deepEqual(events.at(-1), ["closed", "not_found"], "but not for ever");
  assert.ok(server.wires.length < 20);
});

test("not found is not retried on the first connect", async () => {
  const server = new ResumingServer();
  server.refusal = new SignalingError("not_found", "", { status: 404 });
  const signaling = new MucSignaling(server.wire, { reconnect: true });
  signaling.on("interrupted", () => assert.fail("It is not tried again"));
  await assert.rejects(signaling.connect(), { code: "not_found" });
});

test("messages sent during an interruption fail on a rejoin unless they are held", async (t) => {
  const server = new ResumingServer({ peers: { a: {} } });
  const { signaling } = await joined(t, server, { reconnect: { holding: 60 } });
  const [ada] = signaling.peers;
  server.last.cut();
  const held = ada.send("n", 1);
  const lost = ada.send("n", 2);
  server.forget();
  await comeBack(t, server);
  await held;
  await assert.rejects(lost, { code: 1006 });
  assert.deepEqual(server.taken.map(({ data }) => data), [1]);
});

test("returning the same channel again fails the attempt with an explanation", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const server = new ResumingServer();
  const channel = server.wire();
  const signaling = new MucSignaling(() => channel, { reconnect: true });
  const causes = [];
  signaling.on("interrupted", ({ cause }) => causes.push(cause));
  const connected = signaling.connect();
  await soon();
  channel.cut();
  await comeBack(t, server);
  assert.equal(causes[1].code, "supplier_failed");
  assert.match(causes[1].reason, /new channel for each attempt/);
  signaling.close();
  await assert.rejects(connected, { code: 1000 });
});

test("closing during an interruption ends the session at once and rejects waiting sends", async (t) => {
  const server = new ResumingServer({ peers: { a: {} } });
  const { signaling, events, reset } = await joined(t, server);
  const [ada] = signaling.peers;
  reset();
  server.last.cut();
  const waiting = ada.send("n", 1);
  signaling.close();
  await assert.rejects(waiting, { code: 1000 });
  await comeBack(t, server);
  assert.equal(server.wires.length, 1);
  assert.deepEqual(events.slice(1), [
    ["left", "a"],
    ["closed", 1000],
  ]);
});

test("closing during a resume sends a leave after the resume", async (t) => {
  const server = new ResumingServer();
  const { signaling } = await joined(t, server);
  server.last.cut();
  t.mock.timers.tick(60_000);
  await soon();
  signaling.close();
  assert.deepEqual(server.last.toServer.map(({ type }) => type), ["resume", "leave"]);
});

test("a function that throws fails only that attempt", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const server = new ResumingServer();
  let calls = 0;
  const channels = () => {
    if (calls++ === 0) {
      throw new Error("bug");
    }
    return server.wire();
  };
  const signaling = new MucSignaling(channels, { reconnect: true });
  const causes = [];
  signaling.on("interrupted", ({ cause }) => causes.push(cause.code));
  const connected = signaling.connect();
  await comeBack(t, server);
  await connected;
  assert.deepEqual(causes, ["supplier_failed"]);
  assert.throws(() => new MucSignaling(server.wire(), { reconnect: true }), TypeError);
});

/** A fake of the page, to which a test dispatches the browser's events. */
function pageOf(t) {
  const page = new EventTarget();
  for (const method of ["addEventListener", "removeEventListener"]) {
    globalThis[method] = page[method].bind(page);
    t.after(() => delete globalThis[method]);
  }
  return page;
}

test("closing the page leaves the room, unless the page may be restored", async (t) => {
  const page = pageOf(t);
  const server = new ResumingServer();
  const { events } = await joined(t, server);
  page.dispatchEvent(Object.assign(new Event("pagehide"), { persisted: true }));
  assert.deepEqual(server.last.toServer, []);
  page.dispatchEvent(Object.assign(new Event("pagehide"), { persisted: false }));
  assert.deepEqual(server.last.toServer, [{ type: "leave" }]);
  assert.deepEqual(events.at(-1), ["closed", 1000]);
});

test("the connection is restored or checked at once when the network is back", async (t) => {
  const page = pageOf(t);
  const server = new ResumingServer();
  const { signaling, events } = await joined(t, server);
  server.last.cut();
  page.dispatchEvent(new Event("online"));
  await soon();
  server.last.move();
  assert.deepEqual(events.at(-1), ["resumed"]);
  page.dispatchEvent(new Event("online"));
  assert.deepEqual(server.last.toServer, [{ type: "ping" }], "a connection that seems to work is tried");
  t.mock.timers.tick(5000);
  assert.deepEqual(events.at(-1), ["interrupted", 1006, 2]);
  signaling.close();
  const wires = server.wires.length;
  page.dispatchEvent(new Event("online"));
  assert.equal(server.wires.length, wires);
});

test("pauses grow from the shortest to the longest, at random", () => {
  const limits = { shortest: 500, longest: 30_000, attempts: Infinity };
  const cause = new SignalingError(1006);
  const [least, most] = [new Backoff(limits, () => 0), new Backoff(limits, () => 1)];
  const delays = (backoff) => Array.from({ length: 8 }, () => backoff.next(cause).delay);
  assert.deepEqual(delays(least), Array(8).fill(500));
  assert.deepEqual(delays(most), [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  most.reset();
  assert.deepEqual(most.next(cause), { cause, attempt: 1, delay: 1000 });
});

test("the first pause is short if the server announces its end", () => {
  const limits = { shortest: 500, longest: 30_000, attempts: Infinity };
  for (const code of [1001, 1012]) {
    const end = new SignalingError(code);
    const [least, most] = [new Backoff(limits, () => 0), new Backoff(limits, () => 1)];
    const delays = (backoff) => [end, end, new SignalingError(1006)].map((cause) => backoff.next(cause).delay);
    assert.deepEqual(delays(least), [0, 500, 500]);
    assert.deepEqual(delays(most), [500, 2000, 4000]);
    most.reset();
    assert.equal(most.next(end).delay, 500);
  }
  for (const code of [1006, 1011, 1013, "unavailable"]) {
    assert.equal(new Backoff(limits, () => 0).next(new SignalingError(code)).delay, 500);
  }
});

test("pauses during the resume window are at most a sixth of it", () => {
  const backoff = new Backoff({ shortest: 500, longest: 30_000, attempts: Infinity }, () => 1);
  const delays = Array.from({ length: 9 }, () => backoff.next(new SignalingError(1006), true, 30_000).delay);
  assert.deepEqual(delays, [1000, 2000, 4000, 5000, 5000, 5000, 5000, 5000, 30_000]);
  backoff.connected();
  assert.equal(backoff.next(new SignalingError(1006), true, 30_000).delay, 5000); // The connection did not last.
  backoff.reset();
  backoff.connected();
  const short = Array.from({ length: 3 }, () => backoff.next(new SignalingError(1006), true, 1000).delay);
  assert.deepEqual(short, [500, 500, 4000]);
});

test("a pause that the server requests is respected", () => {
  const backoff = new Backoff({ shortest: 500, longest: 30_000, attempts: Infinity }, () => 0);
  assert.equal(backoff.next(new SignalingError(4429)).delay, 30_500);
  assert.equal(backoff.next(new SignalingError("rate_limited", "", { retryAfter: 7000 })).delay, 7500);
  assert.equal(backoff.next(new SignalingError(4401)), null);
});

test("an ended heartbeat does nothing", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const fail = () => assert.fail("It was ended");
  const heartbeat = new Heartbeat(30_000, fail, fail);
  heartbeat.end();
  heartbeat.probe();
  t.mock.timers.tick(100_000);
});
