import { isObject } from "./checks.js";
import { changeStatus, comeFirst, deliver, leave, MucSignalingPeer } from "./peer.js";

/** The other peers of the room, in the order in which they became known. */
export class Roster {
  #peers = new Map();
  #ownIds = new Set();
  #send;
  #met;
  #over = false;

  /**
   * @param {(message: object) => Promise<void>} send
   * @param {(peer: MucSignalingPeer) => void} met called with each new peer
   */
  constructor(send, met) {
    this.#send = send;
    this.#met = met;
  }

  get peers() {
    return [...this.#peers.values()];
  }

  /**
   * Called when the local peer has joined with this id: adds these peers, which joined before it, unless they are known
   * already.
   */
  joined(ownId, statuses) {
    this.#ownIds.add(ownId);
    for (const [id, status] of Object.entries(isObject(statuses) ? statuses : {})) {
      this.#meet(id, status, false);
    }
  }

  /** Called when the local peer has joined again with this id, and these peers are present: reports the changes. */
  rejoined(ownId, statuses) {
    const now = new Map(Object.entries(statuses ?? {}));
    const gone = this.peers.filter(({ id }) => !now.has(id));
    this.peers.forEach(comeFirst);
    gone.forEach(({ id }) => this.left(id));
    for (const { id, status } of this.peers) {
      if (JSON.stringify(now.get(id)) !== JSON.stringify(status)) {
        this.changed(id, now.get(id));
      }
    }
    this.joined(ownId, statuses);
  }

  came(id, status) {
    this.#meet(id, status, true);
  }

  changed(id, status) {
    const peer = this.#peers.get(id);
    if (peer && isObject(status)) {
      changeStatus(peer, status);
    }
  }

  said(id, event, data) {
    const peer = this.#peers.get(id);
    if (peer) {
      deliver(peer, event, data);
    }
  }

  left(id) {
    const peer = this.#peers.get(id);
    if (peer) {
      this.#peers.delete(id);
      leave(peer);
    }
  }

  /** Ends the membership: reports all peers as left. No peers are added afterwards. */
  end() {
    this.#over = true;
    const peers = this.peers;
    this.#peers.clear();
    peers.forEach(leave);
  }

  #meet(id, status, first) {
    if (typeof id === "string" && !this.#over && !this.#ownIds.has(id) && !this.#peers.has(id)) {
      const peer = new MucSignalingPeer(id, isObject(status) ? status : {}, first, this.#send);
      this.#peers.set(id, peer);
      this.#met(peer);
    }
  }
}
