/**
 * Picture and sound between the local peer and one other, by WebRTC: speaks what the peers of rtc-lib tell each other.
 *
 * The one that was in the room before the other makes the offer. Event `signaling` carries a session description,
 * `{ type, sdp, streams, channels }`, where `streams` names for each media section's mid the stream and the kind;
 * event `ice_candidate` carries the browser's candidates, and `{}` after the last.
 *
 * @module call-peer
 */

const KINDS = ["audio", "video"];
const STREAM = "stream";

/** The connection to one peer. It never throws: what a peer or a browser does wrong ends up in the state `failed`. */
export class CallPeer {
  #peer;
  #connection;
  #listener;
  #tracks = new Map();
  #transceivers = new Map();
  #label = new MediaStream();
  #remote = new MediaStream();
  #last = Promise.resolve();

  /**
   * @param {import("./muc-signaling.js").MucSignalingPeer} peer
   * @param {RTCIceServer[]} iceServers
   * @param {{ stream: (stream: MediaStream) => void, state: (state: RTCPeerConnectionState) => void }} listener told of
   *     the peer's picture and sound whenever their tracks change, and of the state of the connection
   */
  constructor(peer, iceServers, listener) {
    this.#peer = peer;
    this.#listener = listener;
    this.#connection = new RTCPeerConnection({ iceServers });
    this.#connection.onicecandidate = ({ candidate }) => this.#tellCandidate(candidate);
    this.#connection.onconnectionstatechange = () => this.#stateChanged();
    peer.on("signaling", (description) => this.#inTurn(() => this.#described(description)));
    peer.on("ice_candidate", (candidate) => this.#inTurn(() => this.#reachable(candidate)));
    if (peer.first) {
      this.#inTurn(() => this.#offer());
    }
  }

  /**
   * Sends this track from now on, or nothing. Sound and picture are agreed on from the start, whether there is a track
   * or not, so that turning a camera on later needs no new agreement.
   *
   * @param {"audio" | "video"} kind
   * @param {MediaStreamTrack | null} track
   */
  setTrack(kind, track) {
    this.#tracks.set(kind, track);
    this.#inTurn(() => this.#transceivers.get(kind)?.sender.replaceTrack(track));
  }

  /** Ends the connection; no listener is called any more. */
  close() {
    this.#connection.onconnectionstatechange = null;
    this.#connection.close();
  }

  /** One step at a time, in the order in which they were asked for. */
  #inTurn(step) {
    this.#last = this.#last.then(async () => {
      if (this.#connection.signalingState !== "closed") {
        await step();
      }
    });
    this.#last = this.#last.catch((e) => this.#failed(e));
  }

  async #offer(options) {
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
    transceiver.sender.setStreams?.(this.#label); // one label for both: the other side plays them in step
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
    await this.#connection.setRemoteDescription({ type, sdp });
    if (type === "offer") {
      await this.#answer();
    }
    this.#show(streams);
  }

  /** Gathers the tracks of the peer's stream: the one with the usual name, or else the first. */
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
      // One that does not fit is no harm: the others remain.
      await this.#connection.addIceCandidate(candidate).catch((e) => console.debug("Candidate not used", e));
    }
  }

  #tellCandidate(candidate) {
    if (candidate?.candidate !== "") {
      this.#peer.send("ice_candidate", candidate ? candidate.toJSON() : {}).catch((e) => this.#failed(e));
    }
  }

  #stateChanged() {
    const state = this.#connection.connectionState;
    this.#listener.state(state);
    if (state === "failed" && this.#peer.first) {
      this.#inTurn(() => this.#offer({ iceRestart: true }));
    }
  }

  #failed(error) {
    if (this.#connection.signalingState !== "closed") {
      console.warn("The call to a peer failed", error);
      this.#listener.state("failed");
    }
  }
}
