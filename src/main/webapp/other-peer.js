import { CallPeer } from "./call-peer.js";
import { Tile } from "./tile.js";

const LOUD = 0.02;
const SPEAKS_FOR = 1000;

/**
 * Another peer of the room: its tile, and the connection to it. If it takes the place of a peer that was there before,
 * it keeps that peer's tile, and the previous connection until the new one works.
 */
export class OtherPeer {
  /** Whether it has lost its place and may come back. */
  waiting = false;

  /** The last state that lasts: `connected`, `failed`, or `new` before. */
  state = "new";

  #media;
  #connection = null;
  #previous;
  #stream;
  #lastLoud = 0;

  /**
   * @param {import("./muc-signaling.js").MucSignalingPeer} peer
   * @param {import("./local-media.js").LocalMedia} media what it is sent
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

  /** Whether a previous connection is shown until the new one works. */
  get showsPrevious() {
    return this.#previous !== null;
  }

  /** Whether its connection works, as its tile shows it. */
  get isConnected() {
    return this.tile.element.dataset.connection === "connected";
  }

  /**
   * Creates the connection.
   *
   * @param {RTCIceServer[]} iceServers
   * @param {string | undefined} problem what the tile shows until there is news
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

  /** Sends the local media as they are now. */
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

  /** Marks the tile of a peer that speaks, or has spoken a moment ago. */
  async updateSpeaking() {
    const loudness = await this.#connection.loudness();
    const now = performance.now();
    this.#lastLoud = loudness > LOUD ? now : this.#lastLoud;
    this.tile.speaking(this.#lastLoud > 0 && now - this.#lastLoud < SPEAKS_FOR);
  }

  /** Ends the connection; the tile stays as it is. */
  close() {
    this.#connection.close();
    this.#previous?.close();
  }
}
