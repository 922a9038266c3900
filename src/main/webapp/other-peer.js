import { CallPeer } from "./call-peer.js";
import { Tile } from "./tile.js";

const LOUD = 0.02;
const SPEAKS_FOR = 1000;

/**
 * Another peer of the room, its tile and the connection to it. If its page was in the room before under another id, the
 * new peer uses the tile of the former one, and the tile shows the previous connection until the new one works.
 */
export class OtherPeer {
  /** Whether the peer has lost its place in the room and may come back. */
  waiting = false;

  /** The latest stable state, `connected` or `failed`; `new` before the first. */
  state = "new";

  #media;
  #connection = null;
  #previous;
  #stream;
  #lastLoud = 0;

  /**
   * @param {import("./muc-signaling.js").MucSignalingPeer} peer
   * @param {import("./local-media.js").LocalMedia} media the local media, which the peer receives
   * @param {OtherPeer} [before] the former peer of the same page
   */
  constructor(peer, media, before) {
    this.peer = peer;
    this.tile = before?.tile ?? new Tile(false);
    this.#media = media;
    this.#previous = before?.connection ?? null;
  }

  get connection() {
    return this.#connection;
  }

  /** Whether the tile still shows the previous connection. */
  get showsPrevious() {
    return this.#previous !== null;
  }

  /** Whether the connection that the tile shows works. */
  get isConnected() {
    return this.tile.element.dataset.connection === "connected";
  }

  /**
   * Creates the connection.
   *
   * @param {RTCIceServer[]} iceServers
   * @param {string | undefined} problem the problem that the tile shows until the state changes
   * @param {(state: RTCPeerConnectionState, problem?: string) => void} stateChanged
   */
  call(iceServers, problem, stateChanged) {
    this.#connection?.close();
    if (!this.showsPrevious) {
      this.tile.connection("new", problem);
    }
    this.#connection = new CallPeer(this.peer, iceServers, {
      stream: (stream) => {
        this.#stream = stream;
        this.showsPrevious || this.tile.show(stream);
      },
      state: stateChanged,
    });
    this.send();
  }

  /** Sends the current local tracks to the peer. */
  send() {
    this.#connection.setTrack("audio", this.#media.track("audio"));
    this.#connection.setTrack("video", this.#media.track("video"));
  }

  /** Shows the new connection instead of the previous one. */
  showNew() {
    if (this.showsPrevious && this.#stream) {
      this.tile.show(this.#stream);
    }
    this.#previous?.close();
    this.#previous = null;
  }

  /** Marks the tile if the peer is speaking or spoke within the last second. */
  async updateSpeaking() {
    const loudness = await this.#connection.loudness();
    const now = performance.now();
    this.#lastLoud = loudness > LOUD ? now : this.#lastLoud;
    this.tile.speaking(this.#lastLoud > 0 && now - this.#lastLoud < SPEAKS_FOR);
  }

  /** Closes the connection and the previous one. The tile does not change. */
  close() {
    this.#connection.close();
    this.#previous?.close();
  }
}
