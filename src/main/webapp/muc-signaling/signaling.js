import { Backoff } from "./backoff.js";
import { isObject } from "./checks.js";
import { Emitter } from "./emitter.js";
import { limitsOf, reconnectOf } from "./options.js";
import { Outgoing } from "./outgoing.js";
import { Renewals } from "./renewals.js";
import { RoomConnection } from "./room-connection.js";
import { Roster } from "./roster.js";
import { SignalingError } from "./signaling-error.js";

/** After other close codes the server does not keep the place; codes of this module are failed attempts to connect. */
const KEEPS_PLACE = new Set([1001, 1006, 4408]);

/**
 * The membership of the local peer in one room. It starts with `connect()`; after its end, create another object.
 *
 * Events:
 *
 * - `peer_joined` with each {@link MucSignalingPeer};
 * - `error` with the {@link SignalingError} that the server answered to something sent after joining;
 * - `interrupted` with `{ cause, attempt, delay }` when a connection is lost or cannot be made and another attempt is
 *   planned. Until the next event, `peers` stays as it was;
 * - `resumed` when the membership continues: nothing is lost, and the others have noticed nothing;
 * - `reconnected` with the old and the new id when the server could not resume. The changes are reported before it:
 *   `left`, `status_changed` and `peer_joined`. Peers that stayed are the same objects, but for them the local peer is
 *   a new one, so calls have to be set up again;
 * - `closed` once with `{ code, reason }` when a membership that had joined is over, whoever ended it. All peers are
 *   reported as `left` before it.
 *
 * A join that fails is reported by `connect()` alone.
 */
export class MucSignaling {
  #emitter = new Emitter();
  #serverEvents = new Emitter();
  #channels;
  #options;
  #backoff = null;
  #outgoing;
  #roster;
  #status = {};
  #sentStatus = null;
  #id;
  #member = false;
  #over = null;
  #joined = null;
  #connection = null;
  #channel = null;
  #timer;
  #stable;
  #iceServers = [];
  #renewals = new Renewals((message) => this.#outgoing.send(message));
  #online = () => this.#networkChanged();
  /** Without this the server would keep the place of a closed page for a while. A page that is kept may come back. */
  #pageHidden = (event) => event.persisted || this.close();

  /**
   * @param {WebSocketChannel | (() => WebSocketChannel)} channel not yet connected, and used by nobody else; to
   *     reconnect, a function that makes one for each attempt
   * @param {MucSignalingOptions} [options]
   *
   * @typedef {object} MucSignalingOptions
   * @property {boolean | { shortest?: number, longest?: number, attempts?: number, holding?: number }} [reconnect]
   *     whether and how to reconnect: pauses in milliseconds, after how many failed attempts in a row to give up, and
   *     how many characters that are sent meanwhile may wait for a new membership. A membership that the server lets
   *     resume holds more than that by itself
   * @property {number} [joinTimeout] how many milliseconds an attempt may take
   * @property {number} [silence] after how many milliseconds without a sign of life the server is given up; 0 is never
   * @property {number} [maxMessageSize] how many bytes the server takes in one message; 0 is any number
   * @property {boolean} [ice] whether to ask for `iceServers`
   * @property {AbortSignal} [signal] leaves when it is aborted
   */
  constructor(channel, { reconnect = false, signal, ...options } = {}) {
    if (reconnect && typeof channel !== "function") {
      throw new TypeError("Reconnecting needs a function that makes channels");
    }
    this.#channels = typeof channel === "function" ? channel : () => channel;
    this.#options = { ...options, ...limitsOf(options) };
    const limits = reconnectOf(reconnect || {});
    this.#stable = limits.longest;
    this.#backoff = reconnect ? new Backoff(limits) : null;
    this.#outgoing = new Outgoing({ ...this.#options, holding: reconnect ? limits.holding : 0 }, () =>
      this.#connection?.ping(),
    );
    this.#roster = new Roster(
      (message) => this.#outgoing.send(message),
      (peer) => this.#emitter.emit("peer_joined", peer),
    );
    this.#listen(signal);
  }

  /** The local peer's id, undefined before it has joined. @type {string | undefined} */
  get id() {
    return this.#id;
  }

  /** The other peers that are in the room now, in the order in which they became known. @type {MucSignalingPeer[]} */
  get peers() {
    return this.#roster.peers;
  }

  /** The STUN and TURN servers for this peer, from the server; empty if it sent none. @type {RTCIceServer[]} */
  get iceServers() {
    return this.#iceServers;
  }

  /**
   * Connects and joins the room. `peer_joined` fires for each peer that is already there, with `first` false, before
   * the promise is fulfilled. Called again it returns the same result.
   *
   * @returns {Promise<void>} rejected with a {@link SignalingError} when the join is refused or the connection ends;
   *     with `reconnect` only if trying again makes no sense
   */
  connect() {
    if (!this.#joined) {
      this.#joined = deferred();
      if (this.#over) {
        this.#joined.reject(this.#over);
      } else {
        this.#connectToRoom();
      }
    }
    return this.#joined.promise;
  }

  /**
   * Replaces the status of the local peer. Before `connect()` it is kept for the join, later it is sent at once; after
   * the end the call does nothing.
   *
   * @param {object} status
   */
  setStatus(status) {
    const copy = isObject(status) ? JSON.parse(JSON.stringify(status)) : null;
    if (!isObject(copy)) {
      throw new TypeError("A status must be an object");
    }
    this.#status = copy;
    if (this.#member) {
      this.#sendStatus();
    }
  }

  /**
   * Replaces the room token by a newer one of the same subject and room, before it expires.
   *
   * @param {string} token
   * @returns {Promise<number>} fulfilled with the second (since 1970) at which access now ends; rejected with a {@link
   *     SignalingError} if the server refuses it, which changes nothing
   */
  renew(token) {
    return this.#renewals.add(token);
  }

  /** Leaves the room and closes the channel; a pending `connect()` is rejected. Further calls do nothing. */
  close() {
    this.#leave(new SignalingError(1000, this.#member ? "" : "Closed before joining"));
  }

  /**
   * @param {"peer_joined" | "error" | "interrupted" | "resumed" | "reconnected" | "closed"} event
   * @param {(...values: any[]) => void} listener
   * @returns {() => void} removes the listener
   */
  on(event, listener) {
    return this.#emitter.on(event, listener);
  }

  /**
   * Listens to events of the server itself, which are separate from those of peers.
   *
   * @param {string} event
   * @param {(data: any) => void} listener
   * @returns {() => void} removes the listener
   */
  onServerEvent(event, listener) {
    return this.#serverEvents.on(event, listener);
  }

  #listen(signal) {
    const abort = () => this.#leave(signal.reason);
    if (signal?.aborted) {
      abort();
    } else {
      signal?.addEventListener("abort", abort, { once: true });
    }
  }

  #connectToRoom() {
    let channel;
    try {
      channel = this.#freshChannel();
    } catch (e) {
      this.#lost(new SignalingError("supplier_failed", `No channel: ${e?.message ?? e}`, { cause: e }));
      return;
    }
    globalThis.addEventListener?.("online", this.#online);
    globalThis.addEventListener?.("pagehide", this.#pageHidden);
    this.#connection = new RoomConnection(channel, this.#options, {
      resume: () => this.#outgoing.resumption?.request,
      join: () => this.#join(),
      joined: (message) => this.#hasJoined(channel, message),
      resumed: (message) => this.#hasResumed(channel, message),
      heard: (message) => this.#heard(message),
      confirmed: (received) => this.#outgoing.resumption?.confirm(received),
      over: (error) => this.#lost(error),
    });
    this.#connection.begin();
  }

  #freshChannel() {
    const channel = this.#channels();
    if (["connect", "send", "close", "on"].some((method) => typeof channel?.[method] !== "function")) {
      throw new TypeError("The function must return a channel, and no promise of one");
    }
    if (channel === this.#channel) {
      throw new TypeError("The function must make a new channel for each attempt");
    }
    this.#channel = channel;
    return channel;
  }

  #join() {
    this.#outgoing.forgetMembership();
    const asked = { ice: this.#options.ice, renew: true, resume: this.#backoff !== null };
    this.#sentStatus = this.#status;
    const extensions = Object.entries(asked).filter(([, wanted]) => wanted);
    return { type: "join", status: this.#status, events: true, ...Object.fromEntries(extensions) };
  }

  #hasJoined(channel, { id, peers, iceServers, renew, resume }) {
    if (!isObject(peers ?? {})) {
      throw new SignalingError("unreadable", "The answer to the join makes no sense");
    }
    const oldId = this.#id;
    const again = this.#member;
    this.#id = typeof id === "string" ? id : undefined;
    this.#member = true;
    this.#iceServers = Array.isArray(iceServers) ? iceServers : [];
    this.#renewals.begin(renew === true);
    this.#holds();
    this.#outgoing.joined(channel, new Set(Object.keys(peers ?? {})), resume);
    if (this.#status !== this.#sentStatus) {
      this.#sendStatus();
    }
    if (again) {
      this.#roster.rejoined(this.#id, peers);
    } else {
      this.#roster.joined(this.#id, peers);
    }
    if (!this.#over) {
      this.#joined.resolve();
      again && this.#emitter.emit("reconnected", oldId ?? "", this.#id ?? "");
    }
  }

  #hasResumed(channel, { received }) {
    if (!this.#outgoing.resumed(channel, received)) {
      this.#outgoing.forgetMembership();
      throw new SignalingError(1006, "The server resumed another membership");
    }
    this.#holds();
    this.#emitter.emit("resumed");
  }

  /** After a stable connection the pauses start again. */
  #holds() {
    if (this.#backoff) {
      this.#backoff.connected();
      this.#timer = setTimeout(() => this.#backoff.reset(), this.#stable);
      this.#timer.unref?.();
    }
  }

  #heard(message) {
    this.#outgoing.resumption?.arrived(message);
    switch (message.type) {
      case "joined": // peers of another node that joined at the same time
        return this.#roster.joined(this.#id, message.peers);
      case "peer_joined":
        return this.#roster.came(message.peer, message.status);
      case "peer_status":
        return this.#roster.changed(message.peer, message.status);
      case "peer_left":
        return this.#roster.left(message.peer);
      case "from":
        return this.#roster.said(message.peer, message.event, message.data);
      case "event":
        return this.#serverEvents.emit(message.event, message.data);
      case "renewed":
        return this.#renewals.accepted(message);
      case "error":
        return this.#refused(message);
      default: // a message of a newer server
    }
  }

  #refused(message) {
    const error = SignalingError.reported(message);
    if (!this.#renewals.refused(error)) {
      this.#emitter.emit("error", error);
    }
  }

  /** A status that could not be sent is part of the next join. */
  #sendStatus() {
    this.#outgoing.send({ type: "status", status: this.#status }).catch((error) => {
      if (error.code !== 1006 && !this.#over) {
        this.#emitter.emit("error", error);
      }
    });
  }

  #networkChanged() {
    if (this.#connection) {
      this.#connection.probe();
    } else {
      clearTimeout(this.#timer);
      this.#connectToRoom();
    }
  }

  /** A connection was lost or could not be opened: schedules another attempt, or ends. */
  #lost(error) {
    clearTimeout(this.#timer);
    this.#connection = null;
    this.#outgoing.lost();
    if (typeof error.code === "number" && !KEEPS_PLACE.has(error.code)) {
      this.#outgoing.forgetMembership();
    }
    const next = this.#backoff?.next(error, this.#member, this.#outgoing.resumption?.window) ?? null;
    if (next) {
      this.#timer = setTimeout(() => this.#connectToRoom(), next.delay);
      this.#emitter.emit("interrupted", next);
    } else {
      this.#end(error);
    }
  }

  #leave(error) {
    if (!this.#over) {
      this.#connection?.leave();
      this.#end(error);
    }
  }

  #end(error) {
    this.#over = error;
    clearTimeout(this.#timer);
    globalThis.removeEventListener?.("online", this.#online);
    globalThis.removeEventListener?.("pagehide", this.#pageHidden);
    this.#outgoing.end(error);
    this.#renewals.end(error);
    this.#roster.end();
    this.#joined?.reject(error);
    if (this.#member) {
      const { code, reason } = error instanceof SignalingError ? error : { code: 1000, reason: "" };
      this.#emitter.emit("closed", { code, reason });
    }
  }
}

function deferred() {
  const resolvers = {};
  resolvers.promise = new Promise((resolve, reject) => Object.assign(resolvers, { resolve, reject }));
  return resolvers;
}
