import { MucSignaling, WebSocketChannel } from "./muc-signaling.js";
import { OtherPeer } from "./other-peer.js";
import { Tile } from "./tile.js";
import { qualityWords, randomLetters, whoIsHere } from "./words.js";

const JOIN_TIMEOUT = 12_000;
const SILENCE = 20_000;
const LOUD = 0.06; // the local microphone is louder than this while its user speaks
const LISTENS_EVERY = 250;
const WAITS_FOR = 60_000; // for a peer that has lost its place and may come back
const MEASURES_EVERY = 2000;

/**
 * A call in one room: the signaling, and a connection and a tile for each other peer. A peer's status is `{ "name":
 * string, "microphone": boolean, "camera": boolean, "screen": boolean, "page": string }`, where `page` is a random text
 * that identifies the page, so that the others recognise it when it comes back under another id.
 *
 * A restart of the server empties the room, but video and audio between browsers continue. If another peer is missing
 * when this page comes back, that peer keeps its tile and its connection until it comes back too, the connection breaks
 * or a minute has passed.
 */
export class RoomCall {
  #room;
  #name;
  #media;
  #page;
  #signaling;
  #self = new Tile(true);
  #others = new Map();
  #joined = false;
  #away = false;
  #observing = false;
  #key = randomLetters(20);
  #timers = [];
  #measuring = null;

  /**
   * @param {{ room: string, name: string }} person
   * @param {import("./local-media.js").LocalMedia} media
   * @param {object} page
   * @param {string} page.base the address of the rooms
   * @param {() => string | Promise<string>} [page.token]
   * @param {string} page.speaker
   * @param {HTMLElement} page.people the container of the tiles
   * @param {import("./loudness.js").Loudness} page.loudness measures the local microphone
   * @param {(words: string) => void} page.say
   * @param {(words: string) => void} page.notice
   * @param {(count: number) => void} page.counted
   * @param {(error: import("./muc-signaling.js").SignalingError | null) => void} page.interrupted
   * @param {(ending: { code: number | string }) => void} page.ended
   */
  constructor({ room, name }, media, page) {
    this.#room = room;
    this.#name = name;
    this.#media = media;
    this.#page = page;
    const options = page.token ? { token: page.token } : {};
    this.#signaling = new MucSignaling(() => new WebSocketChannel(page.base, room, options), {
      reconnect: true,
      ice: true,
      joinTimeout: JOIN_TIMEOUT,
      silence: SILENCE,
    });
    this.#listen();
  }

  /** The room's name. */
  get room() {
    return this.#room;
  }

  /** Joins the room. The promise is rejected with the cause if the first attempt fails. */
  async join() {
    this.#page.people.replaceChildren(this.#self.element);
    this.mediaChanged();
    const refused = new Promise((_, reject) =>
      this.#signaling.on("interrupted", ({ cause }) => this.#joined || reject(cause)),
    );
    await Promise.race([this.#signaling.connect(), refused]);
    this.#joined = true;
    this.#count();
    this.#timers = [
      setInterval(() => this.#updateSpeaking(), LISTENS_EVERY),
      setInterval(() => this.#measuring && this.#measure(), MEASURES_EVERY),
    ];
    const names = [...this.#others.values()].map(({ tile }) => tile.name);
    this.#page.say(whoIsHere(this.#room, names));
  }

  leave() {
    this.#joined = false;
    this.#away = false;
    this.#signaling.close();
    this.#others.forEach((other) => other.close());
    this.#timers.forEach(clearInterval);
    this.#page.people.replaceChildren();
  }

  mediaChanged() {
    const status = {
      name: this.#name,
      microphone: this.#media.on("audio"),
      camera: this.#media.on("video"),
      screen: this.#media.sharing,
      page: this.#key,
    };
    this.#signaling.setStatus(status);
    this.#self.describe(status);
    const picture = this.#media.track("video");
    this.#self.show(picture && new MediaStream([picture]));
    this.#page.loudness.listenTo(this.#media.track("audio"));
    this.#others.forEach((other) => other.send());
  }

  /** Plays the audio of all peers on this device. */
  speaker(deviceId) {
    this.#others.forEach(({ tile }) => tile.speaker(deviceId));
  }

  /** Shows or hides the connection quality of each peer. */
  showQuality(shown) {
    this.#measuring = shown;
    if (shown) {
      this.#measure();
    } else {
      this.#others.forEach(({ tile }) => tile.quality(""));
    }
  }

  #listen() {
    this.#signaling.on("peer_joined", (peer) => this.#meet(peer));
    this.#signaling.on("interrupted", ({ cause }) => this.#interrupted(cause));
    this.#signaling.on("resumed", () => this.#cameBack());
    this.#signaling.on("reconnected", () => this.#cameBackAsAnother());
    this.#signaling.on("closed", (ending) => this.#joined && this.#page.ended(ending));
    this.#signaling.on("error", (error) => this.#answered(error));
  }

  #meet(peer) {
    const before = this.#waitingFor(peer);
    const other = new OtherPeer(peer, this.#media, before);
    const { tile } = other;
    this.#others.set(peer.id, other);
    tile.describe(peer.status);
    if (before) {
      this.#others.delete(before.peer.id);
    } else {
      tile.speaker(this.#page.speaker);
      this.#page.people.append(tile.element);
    }
    this.#call(other);
    peer.on("status_changed", (status) => this.#describe(tile, status));
    peer.on("left", () => this.#left(other));
    this.#count();
    if (this.#joined && !before) {
      this.#page.say(`${tile.name} joined`);
    }
  }

  /** Returns the former peer of the new peer's page, if that former peer is waiting to come back. */
  #waitingFor({ status }) {
    const key = status.page;
    return [...this.#others.values()].find(
      ({ peer, waiting }) => waiting && typeof key === "string" && peer.status.page === key,
    );
  }

  #call(other) {
    other.call(this.#signaling.iceServers, this.#observing ? "observing" : undefined, (state, problem) =>
      this.#stateChanged(other, state, problem),
    );
  }

  #stateChanged(other, state, problem) {
    if (this.#others.get(other.peer.id) !== other) {
      return; // The peer has come back under another id.
    }
    if (other.waiting) {
      state === "connected" || this.#remove(other);
      return;
    }
    if (other.showsPrevious && !problem && (state === "new" || state === "connecting")) {
      return;
    }
    other.showNew();
    if (state === "failed" && other.state === "connected") {
      this.#page.say(`The connection to ${other.tile.name} is lost`);
    } else if (state === "connected" && other.state === "failed") {
      this.#page.say(`The connection to ${other.tile.name} works again`);
    }
    if (state === "connected" || state === "failed") {
      other.state = state;
    }
    other.tile.connection(state, this.#observing ? "observing" : problem);
  }

  #describe(tile, status) {
    const before = tile.element.querySelector(".part").textContent;
    tile.describe(status);
    const after = tile.element.querySelector(".part").textContent;
    if (before !== after) {
      this.#page.say(after === "" ? `${tile.name}: microphone and camera on` : `${tile.name}${after}`);
    }
  }

  #left(other) {
    if (this.#away && !other.showsPrevious && other.isConnected) {
      other.waiting = true;
      setTimeout(() => this.#others.get(other.peer.id) === other && this.#joined && this.#remove(other), WAITS_FOR);
    } else {
      this.#remove(other);
    }
  }

  #remove(other) {
    other.close();
    this.#others.delete(other.peer.id);
    other.tile.show(null);
    other.tile.element.remove();
    if (this.#joined) {
      this.#count();
      this.#page.say(`${other.tile.name} left`);
    }
  }

  #interrupted(cause) {
    if (this.#joined) {
      this.#away = true;
      this.#page.interrupted(cause);
    }
  }

  /** The membership was resumed. The network may have changed, so connections that do not work restart ICE. */
  #cameBack() {
    this.#away = false;
    this.#page.interrupted(null);
    this.#others.forEach((other) => other.isConnected || other.connection.restart());
  }

  /** The others have seen the local peer leave and join under a new id, so all calls start again. */
  #cameBackAsAnother() {
    this.#away = false;
    this.#page.interrupted(null);
    this.#others.forEach((other) => other.waiting || other.peer.first || this.#call(other));
  }

  /** The error `forbidden` means that the local peer may not send: it only sees who is in the room. */
  #answered(error) {
    console.warn("The server answered", error);
    if (error.code === "forbidden" && !this.#observing) {
      this.#observing = true;
      this.#others.forEach(({ tile, state }) => tile.connection(state, "observing"));
      this.#page.notice("You are here as an observer: you can see who is here, but not call.");
    }
  }

  #updateSpeaking() {
    this.#self.speaking(this.#page.loudness.level > LOUD);
    this.#others.forEach((other) => other.updateSpeaking());
  }

  async #measure() {
    for (const { connection, tile } of this.#others.values()) {
      const quality = await connection.quality();
      if (this.#measuring) {
        tile.quality(qualityWords(quality));
      }
    }
  }

  #count() {
    this.#page.counted(this.#others.size + 1);
  }
}
