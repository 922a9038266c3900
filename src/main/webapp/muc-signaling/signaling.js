import { Backoff } from "./backoff.js";
import { isObject } from "./checks.js";
import { Emitter } from "./emitter.js";
import { limitsOf, reconnectOf } from "./options.js";
import { Outgoing } from "./outgoing.js";
import { Renewals } from "./renewals.js";
import { RoomConnection } from "./room-connection.js";
import { Roster } from "./roster.js";
import { SignalingError } from "./signaling-error.js";

/**
 * The close codes after which the server keeps the place of the local peer, so that the membership can be resumed.
 * Codes of this module, which are strings, report failed attempts to connect, which do not affect the place.
 */
const KEEPS_PLACE = new Set([1001, 1006, 4408]);

/**
 * The membership of the local peer in one room. It starts with `connect()`. Create a new object after it has ended.
 *
 * Events:
 *
 * - `peer_joined` with each {@link MucSignalingPeer};
 * - `error` with a {@link SignalingError} when the server refuses a message that was sent after the join, or when the
 *   status cannot be sent;
 * - `interrupted` with `{ cause, attempt, delay }` when a connection is lost or cannot be established, and another
 *   attempt is scheduled. `peers` does not change until the next event;
 * - `resumed` when the membership continues: no message is lost, and the others have noticed nothing;
 * - `reconnected` with the old and the new id when the local peer has joined again, because the membership could not be
 *   resumed. Changes are reported first, by `left`, `status_changed` and `peer_joined`. Peers that stayed keep their
 *   objects, but they see the local peer as a new one, so calls have to be set up again;
 * - `closed` once with `{ code, reason }` at the end of a membership that had joined, whichever side ended it. All
 *   peers are reported as `left` first.
 *
 * If the join fails and no further attempt is made, only `connect()` reports this.
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
  /** Leaves when the page is closed, unless the browser keeps the page in its cache, from which it may come back. */
  #pageHidden = (event) => event.persisted || this.close();

  /**
   * @param {WebSocketChannel | (() => WebSocketChannel)} channel a new channel that nothing else uses; with
   *     `reconnect`, a function that creates one for each attempt
   * @param {MucSignalingOptions} [options]
   *
   * @typedef {object} MucSignalingOptions
   * @property {boolean | { shortest?: number, longest?: number, attempts?: number, holding?: number }} [reconnect]
   *     whether and how to reconnect: the shortest and longest pause in milliseconds, the maximum number of failed
   *     attempts in a row, and how many characters of messages to keep for a new membership while there is no
   *     connection. As long as the membership can be resumed, messages are kept regardless of this limit
   * @property {number} [joinTimeout] how many milliseconds an attempt may take
   * @property {number} [silence] how many milliseconds the server may be silent before the connection is considered
   *     lost; 0 for no limit
   * @property {number} [maxMessageSize] how many bytes the server accepts in one message; 0 for no limit
   * @property {boolean} [ice] whether to ask the server for `iceServers`
   * @property {AbortSignal} [signal] leaves the room when it is aborted
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

  /** The STUN and TURN servers that the server sent to the local peer; empty if it sent none. @type {RTCIceServer[]} */
  get iceServers() {
    return this.#iceServers;
  }

  /**
   * Connects and joins the room. For each peer that is already in the room, `peer_joined` is emitted before the promise
   * is fulfilled; `first` of these peers is false. Further calls return the same promise.
   *
   * @returns {Promise<void>} rejected with a {@link SignalingError} when the join is refused or the connection ends;
   *     with `reconnect`, only when no further attempt is made
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
   * Replaces the status of the local peer. Before the join it is kept and sent with the join, later it is sent
   * immediately. After the end of the membership the call has no effect.
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
   * Replaces the room token with a new one for the same subject and room, before the current one expires.
   *
   * @param {string} token
   * @returns {Promise<number>} fulfilled with the new end of access, in seconds since 1970; rejected with a
   *     {@link SignalingError} if the server refuses the token, which leaves the current one valid
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
      throw new TypeError("The function must return a channel, not a promise");
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

  /** Makes the pauses between attempts short again once the connection has proved stable. */
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

  /** Sends the current status. If that fails for lack of a connection, the next join contains the status. */
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

  /** A connection was lost or could not be opened: schedules another attempt, or ends the membership. */
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
