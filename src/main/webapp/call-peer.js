/**
 * Audio and video between the local peer and one other peer, by WebRTC and compatible with rtc-lib.
 *
 * The peer that joined the room first makes the offer. Event `signaling` carries a session description, `{ type, sdp,
 * streams, channels }`, where `streams` maps each media section's mid to its stream and kind; event `ice_candidate`
 * carries the browser's candidates, and `{}` after the last. Event `restart`, which rtc-lib ignores, asks the
 * offering peer for a new offer, because the sender's network has changed.
 *
 * @module call-peer
 */

import { CallStatistics } from "./muc-signaling/call-statistics.js";

const KINDS = ["audio", "video"];
const STREAM = "stream";
const ANSWER_WITHIN = 20_000;
const CONNECTS_WITHIN = 30_000; // A browser that finds no candidates never reports a failure.
const SHORTEST_PAUSE = 5000;
const LONGEST_PAUSE = 60_000;

/** The connection to one peer. It never throws: errors of the peer or of the browser lead to the state `failed`. */
export class CallPeer {
  #peer;
  #connection = null;
  #listener;
  #relay;
  #tracks = new Map();
  #transceivers = new Map();
  #label;
  #remote;
  #last = Promise.resolve();
  #subscriptions = [];
  #closed = false;
  #connected = false;
  #reason;
  #failures = 0;
  #statistics = new CallStatistics();
  #timer;

  /**
   * @param {import("./muc-signaling.js").MucSignalingPeer} peer
   * @param {RTCIceServer[]} iceServers servers that the browser does not accept are omitted
   * @param {object} listener
   * @param {(stream: MediaStream) => void} listener.stream called with the peer's media whenever its tracks change
   * @param {(state: RTCPeerConnectionState, reason?: string) => void} listener.state called with the state of the
   *     connection and the reason for a problem: `unsupported` (this browser has no WebRTC), `broken` (an error of the
   *     browser or the peer), `no_answer`, `no_route` (no path between the two networks was found), `no_relay` (no path
   *     was found, and there is no TURN server), `lost`
   */
  constructor(peer, iceServers, listener) {
    this.#peer = peer;
    this.#listener = listener;
    try {
      this.#begin(iceServers);
    } catch (e) {
      queueMicrotask(() => this.#failed(e, "unsupported"));
    }
  }

  /**
   * Sends this track from now on; null sends nothing. Audio and video are negotiated at the start even without tracks,
   * so that turning a camera on later needs no negotiation.
   *
   * @param {"audio" | "video"} kind
   * @param {MediaStreamTrack | null} track
   */
  setTrack(kind, track) {
    this.#tracks.set(kind, track);
    this.#inTurn(() => this.#transceivers.get(kind)?.sender.replaceTrack(track));
  }

  /** Restarts ICE because the network has changed. Media continue during the restart. */
  restart() {
    if (this.#peer.first) {
      this.#inTurn(() => this.#offer({ iceRestart: true }));
    } else {
      this.#inTurn(() => this.#peer.send("restart"));
    }
  }

  /**
   * Returns the average loudness of the peer since the last call of this method, so that no short sound is missed.
   *
   * @returns {Promise<number>} the root mean square of the samples, from 0 to 1
   */
  async loudness() {
    return this.#statistics.loudness(this.#transceivers.get("audio")?.receiver);
  }

  /**
   * @returns {Promise<{ relayed: boolean, roundTrip: number | undefined, lost: number } | null>} the media path:
   *     whether a TURN server relays, the round-trip time in milliseconds, and the share of lost packets; null while
   *     there is no connection
   */
  async quality() {
    return this.#statistics.quality(this.#connection);
  }

  /** Closes the connection. No listener is called afterwards. */
  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#subscriptions.forEach((unsubscribe) => unsubscribe());
    this.#connection?.close();
  }

  #begin(iceServers) {
    this.#connection = connection(iceServers);
    this.#relay = iceServers.some(({ urls }) => [urls].flat().some((url) => /^turns?:/i.test(url)));
    this.#label = new MediaStream();
    this.#remote = new MediaStream();
    this.#connection.onicecandidate = ({ candidate }) => this.#sendCandidate(candidate);
    this.#connection.onconnectionstatechange = () => this.#stateChanged();
    this.#subscriptions = [
      this.#peer.on("signaling", (description) => this.#inTurn(() => this.#described(description))),
      this.#peer.on("ice_candidate", (candidate) => this.#inTurn(() => this.#reachable(candidate))),
      this.#peer.on("restart", () => this.#peer.first && this.#inTurn(() => this.#offer({ iceRestart: true }))),
    ];
    this.#timer = setTimeout(() => this.#report("no_answer"), ANSWER_WITHIN);
    if (this.#peer.first) {
      this.#inTurn(() => this.#offer());
    }
  }

  /** Steps run one at a time, in the order of the calls. */
  #inTurn(step) {
    this.#last = this.#last.then(async () => {
      if (this.#connection && this.#connection.signalingState !== "closed") {
        await step();
      }
    });
    this.#last = this.#last.catch((e) => this.#failed(e, "broken"));
  }

  async #offer(options) {
    if (this.#connection.signalingState !== "stable") {
      return; // The previous offer has not been answered yet.
    }
    for (const kind of KINDS) {
      if (!this.#transceivers.has(kind)) {
        await this.#use(kind, this.#connection.addTransceiver(kind));
      }
    }
    await this.#connection.setLocalDescription(await this.#connection.createOffer(options));
    await this.#describe();
  }

  async #answer() {
    for (const transceiver of this.#connection.getTransceivers()) {
      const kind = transceiver.receiver.track.kind;
      if (!this.#transceivers.has(kind) && !transceiver.stopped) {
        await this.#use(kind, transceiver);
      }
    }
    await this.#connection.setLocalDescription(await this.#connection.createAnswer());
    await this.#describe();
  }

  async #use(kind, transceiver) {
    this.#transceivers.set(kind, transceiver);
    transceiver.direction = "sendrecv";
    transceiver.sender.setStreams?.(this.#label); // one stream for both tracks, so that the peer plays them in sync
    await transceiver.sender.replaceTrack(this.#tracks.get(kind) ?? null);
  }

  async #describe() {
    const { type, sdp } = this.#connection.localDescription;
    const sending = [...this.#transceivers].filter(([, t]) => (t.currentDirection ?? t.direction).startsWith("send"));
    const streams = Object.fromEntries(sending.map(([kind, { mid }]) => [mid, [STREAM, kind]]));
    await this.#peer.send("signaling", { type, sdp, streams, channels: {} });
  }

  async #described(description) {
    const { type, sdp, streams } = description ?? {};
    const expected = this.#connection.signalingState === "have-local-offer" ? "answer" : "offer";
    if (type !== expected) {
      return;
    }
    clearTimeout(this.#timer);
    await this.#connection.setRemoteDescription({ type, sdp });
    if (type === "offer") {
      await this.#answer();
    }
    if (this.#closed) {
      return;
    }
    if (this.#connection.connectionState !== "connected") {
      this.#timer = setTimeout(() => this.#unconnected(), CONNECTS_WITHIN);
    }
    if (this.#reason === "no_answer") {
      this.#report(undefined);
    }
    this.#show(streams);
  }

  /** Reports the peer's stream, with its current tracks: the stream named `stream`, or else the first one. */
  #show(streams) {
    const named = this.#connection.getTransceivers().map(({ mid, receiver, currentDirection }) => {
      const name = Array.isArray(streams?.[mid]) && currentDirection?.includes("recv") ? streams[mid][0] : undefined;
      return { name, track: receiver.track };
    });
    const names = named.map(({ name }) => name).filter((name) => name !== undefined);
    const wanted = names.includes(STREAM) ? STREAM : names[0];
    const tracks = named.filter(({ name }) => name !== undefined && name === wanted).map(({ track }) => track);
    this.#remote.getTracks().forEach((track) => tracks.includes(track) || this.#remote.removeTrack(track));
    tracks.forEach((track) => this.#remote.addTrack(track));
    this.#listener.stream(this.#remote);
  }

  async #reachable(candidate) {
    if (candidate?.candidate) {
      // An invalid candidate is ignored; other candidates may work.
      await this.#connection.addIceCandidate(candidate).catch((e) => console.debug("Candidate not used", e));
    }
  }

  #sendCandidate(candidate) {
    if (candidate?.candidate !== "") {
      this.#peer.send("ice_candidate", candidate ? candidate.toJSON() : {}).catch((e) => this.#failed(e, "broken"));
    }
  }

  #stateChanged() {
    const state = this.#connection.connectionState;
    if (state === "connected") {
      this.#connected = true;
      this.#failures = 0;
      this.#reason = undefined;
      clearTimeout(this.#timer);
    } else if (state === "failed") {
      this.#unconnected();
      return;
    }
    this.#report(this.#reason);
  }

  #unconnected() {
    this.#reason = this.#connected ? "lost" : this.#relay ? "no_route" : "no_relay";
    this.#restartLater();
    this.#report(this.#reason);
  }

  /** Restarts ICE if the local peer makes the offers: immediately after the first failure, then with growing pauses. */
  #restartLater() {
    const pause = this.#failures === 0 ? 0 : Math.min(SHORTEST_PAUSE * 2 ** (this.#failures - 1), LONGEST_PAUSE);
    this.#failures++;
    if (this.#peer.first) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#inTurn(() => this.#offer({ iceRestart: true })), pause);
    }
  }

  #report(reason) {
    if (!this.#closed) {
      this.#reason = reason;
      this.#listener.state(this.#connection.connectionState, reason);
    }
  }

  #failed(error, reason) {
    // A SignalingError only means that a message was not sent; the signaling reports lost connections.
    if (!this.#closed && error?.name !== "SignalingError") {
      console.warn("The call to a peer failed", error);
      this.#reason = reason;
      this.#listener.state("failed", reason);
    }
  }
}

/** Creates a connection. Servers that the browser does not accept are omitted. */
function connection(iceServers) {
  try {
    return new RTCPeerConnection({ iceServers });
  } catch (e) {
    console.warn("An ICE server is not valid", e);
    return new RTCPeerConnection({ iceServers: iceServers.filter(isAccepted) });
  }
}

function isAccepted(iceServer) {
  try {
    new RTCPeerConnection({ iceServers: [iceServer] }).close();
    return true;
  } catch {
    return false;
  }
}
