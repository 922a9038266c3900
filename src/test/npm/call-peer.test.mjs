// The connection to one peer, with a fake of the browser's WebRTC. Run by `node --test`.

import assert from "node:assert/strict";
import test from "node:test";
import { load, soon } from "./modules.mjs";

const { CallPeer } = await load("call-peer.js");

/** The part of the browser's connection that the class uses. It rejects ICE servers whose URL starts with "bad". */
class FakeConnection {
  static made = [];
  signalingState = "stable";
  connectionState = "new";
  offers = [];
  level = 0;
  sound = () => ({ type: "inbound-rtp", totalAudioEnergy: 0, totalSamplesDuration: 0 });

  constructor({ iceServers }) {
    if (iceServers.some(({ urls }) => urls.startsWith("bad"))) {
      throw new SyntaxError("A bad server");
    }
    this.iceServers = iceServers;
    FakeConnection.made.push(this);
  }

  addTransceiver(kind) {
    return {
      mid: kind,
      direction: "sendrecv",
      receiver: {
        track: { kind },
        getStats: async () => new Map([["sound", this.sound()]]),
        getSynchronizationSources: () => [{ audioLevel: this.level }],
      },
      sender: { replaceTrack: async () => {} },
    };
  }

  async createOffer(options) {
    this.offers.push(options?.iceRestart ?? false);
    return { type: "offer", sdp: "sdp" };
  }

  async setLocalDescription(description) {
    this.localDescription = description;
  }

  async setRemoteDescription() {}

  async createAnswer() {
    return { type: "answer", sdp: "sdp" };
  }

  getTransceivers() {
    return [];
  }

  close() {
    this.signalingState = "closed";
  }

  become(state) {
    this.connectionState = state;
    this.onconnectionstatechange();
  }
}

class FakePeer {
  sent = [];
  listeners = new Map();

  constructor(first = true) {
    this.first = first;
  }

  async send(event, data) {
    this.sent.push([event, data]);
  }

  on(event, listener) {
    this.listeners.set(event, listener);
    return () => this.listeners.delete(event);
  }
}

function calling(t, iceServers = [], peer = new FakePeer()) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  t.mock.method(console, "warn", () => {});
  globalThis.RTCPeerConnection = FakeConnection;
  globalThis.MediaStream = class {
    getTracks = () => [];
  };
  const states = [];
  const streams = [];
  const call = new CallPeer(peer, iceServers, {
    stream: (stream) => streams.push(stream),
    state: (...state) => states.push(state),
  });
  return { call, peer, states, streams, connection: FakeConnection.made.at(-1) };
}

test("an ICE server that the browser rejects is left out", (t) => {
  const good = { urls: "stun:stun.example.org" };
  const { connection } = calling(t, [{ urls: "bad:x" }, good]);
  assert.deepEqual(connection.iceServers, [good]);
});

test("without WebRTC the state is failed, and no method throws", async (t) => {
  t.mock.method(console, "warn", () => {});
  delete globalThis.RTCPeerConnection;
  const states = [];
  const call = new CallPeer(new FakePeer(), [], { stream() {}, state: (...state) => states.push(state) });
  call.setTrack("audio", null);
  call.restart();
  await soon();
  assert.deepEqual(states, [["failed", "unsupported"]]);
  assert.equal(await call.quality(), null);
  assert.equal(await call.loudness(), 0);
  call.close();
});

test("a short sound is detected between infrequent measurements", async (t) => {
  const { call, connection } = calling(t);
  await soon();
  const heard = [
    [0, 0],
    [0.01, 0.25],
    [0.01, 0.5],
    [0.01, 0.5],
  ];
  connection.sound = () => {
    const [totalAudioEnergy, totalSamplesDuration] = heard.shift();
    return { type: "inbound-rtp", totalAudioEnergy, totalSamplesDuration };
  };
  const levels = [await call.loudness(), await call.loudness(), await call.loudness(), await call.loudness()];
  assert.deepEqual(levels, [0, 0.2, 0, 0]);
  call.close();
});

test("without accumulated audio energy the current audio level is used", async (t) => {
  const { call, connection } = calling(t);
  await soon();
  connection.sound = () => ({ type: "inbound-rtp" });
  connection.level = 0.3;
  assert.equal(await call.loudness(), 0.3);
  call.close();
});

test("a missing route is reported, with and without a relay", async (t) => {
  for (const [servers, reason] of [
    [[], "no_relay"],
    [[{ urls: "turn:turn.example.org" }], "no_route"],
  ]) {
    const { call, states, connection } = calling(t, servers);
    connection.become("connecting");
    connection.become("failed");
    connection.become("connecting");
    assert.deepEqual(states, [
      ["connecting", undefined],
      ["failed", reason],
      ["connecting", reason],
    ]);
    call.close();
    t.mock.timers.reset();
    t.mock.reset();
  }
});

test("a connection attempt that takes too long is reported and ICE is restarted", async (t) => {
  const { peer, states, connection } = calling(t);
  await soon();
  peer.listeners.get("signaling")({ type: "offer", sdp: "sdp" });
  await soon();
  connection.become("connecting");
  t.mock.timers.tick(30_000);
  assert.deepEqual(states, [
    ["connecting", undefined],
    ["connecting", "no_relay"],
  ]);
  t.mock.timers.tick(0);
  await soon();
  assert.deepEqual(connection.offers, [false, true]);
});

test("an established connection does not time out", async (t) => {
  const { peer, states, connection } = calling(t);
  await soon();
  peer.listeners.get("signaling")({ type: "offer", sdp: "sdp" });
  await soon();
  connection.become("connected");
  peer.listeners.get("signaling")({ type: "offer", sdp: "sdp" });
  await soon();
  t.mock.timers.tick(100_000);
  assert.deepEqual(states, [["connected", undefined]]);
});

test("a lost connection is reported, and so is its recovery", async (t) => {
  const { states, connection } = calling(t);
  connection.become("connected");
  connection.become("failed");
  connection.become("connected");
  assert.deepEqual(states, [
    ["connected", undefined],
    ["failed", "lost"],
    ["connected", undefined],
  ]);
});

test("ICE is restarted immediately, and then after growing pauses", async (t) => {
  const { connection } = calling(t);
  await soon();
  const restartsAfter = async (pause) => {
    const before = connection.offers.length;
    connection.become("failed");
    t.mock.timers.tick(Math.max(0, pause - 1));
    await soon();
    assert.equal(connection.offers.length - before, pause === 0 ? 1 : 0, `not before ${pause}`);
    t.mock.timers.tick(1);
    await soon();
    assert.equal(connection.offers.length, before + 1);
  };
  assert.deepEqual(connection.offers, [false]);
  for (const pause of [0, 5000, 10_000, 20_000, 40_000, 60_000, 60_000]) {
    await restartsAfter(pause);
  }
});

test("a peer that does not answer is reported after a timeout", (t) => {
  const { states } = calling(t);
  t.mock.timers.tick(20_000);
  assert.deepEqual(states, [["new", "no_answer"]]);
});

test("the answering side asks for a new offer when its network changes", async (t) => {
  const { call, peer } = calling(t, [], new FakePeer(false));
  call.restart();
  await soon();
  assert.deepEqual(peer.sent, [["restart", undefined]]);
});

test("the offering side makes a new offer on request or when its network changes", async (t) => {
  const { call, peer, connection } = calling(t);
  await soon();
  peer.listeners.get("restart")();
  await soon();
  call.restart();
  await soon();
  assert.deepEqual(connection.offers, [false, true, true]);
});

test("a call that is closed while its answer is sent reports no stream", async (t) => {
  const peer = new FakePeer(false);
  let sent;
  peer.send = () => new Promise((resolve) => (sent = resolve));
  const { call, streams, states } = calling(t, [], peer);
  peer.listeners.get("signaling")({ type: "offer", sdp: "sdp" });
  await soon();
  call.close();
  sent();
  await soon();
  t.mock.timers.tick(100_000);
  await soon();
  assert.deepEqual(streams, []);
  assert.deepEqual(states, []);
});

test("a closed call reports nothing and removes its listeners from the peer", async (t) => {
  const { call, peer, states, connection } = calling(t);
  await soon();
  call.close();
  connection.become("failed");
  t.mock.timers.tick(100_000);
  await soon();
  assert.deepEqual(states, []);
  assert.equal(peer.listeners.size, 0);
  assert.equal(connection.offers.length, 1);
});
