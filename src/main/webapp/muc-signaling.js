/**
 * Browser client of the MUC signaling protocol: meet the other peers of a room and exchange events with them.
 *
 *     import { MucSignaling, WebSocketChannel } from "./muc-signaling.js";
 *
 *     const signaling = new MucSignaling(new WebSocketChannel("wss://example.org/muc", "kitchen"));
 *     signaling.setStatus({ name: "Ada" });
 *     signaling.on("peer_joined", (peer) => {
 *       peer.on("hello", (data) => console.log(peer.status.name, "says", data));
 *       peer.on("left", () => console.log(peer.status.name, "left"));
 *       peer.send("hello", { from: signaling.id });
 *     });
 *     await signaling.connect();
 *
 * Everything runs on the page's one thread. Listeners are called in the order in which the server's messages came, each
 * before the next message is looked at; one that throws stops neither the others nor the connection. No dependencies.
 *
 * @module muc-signaling
 */

/** Named listeners. Any name is harmless, `constructor` and `__proto__` included. */
class Emitter {
  #listeners = new Map();

  on(event, listener) {
    if (typeof listener !== "function") {
      throw new TypeError("A listener is a function");
    }
    const entry = { listener };
    if (!this.#listeners.has(event)) {
      this.#listeners.set(event, new Set());
    }
    this.#listeners.get(event).add(entry);
    return () => this.#listeners.get(event).delete(entry);
  }

  emit(event, value) {
    const entries = this.#listeners.get(event) ?? new Set();
    for (const entry of [...entries]) {
      try {
        if (entries.has(entry)) {
          entry.listener(value);
        }
      } catch (e) {
        queueMicrotask(() => {
          throw e;
        });
      }
    }
  }
}

/**
 * Why a connection or a join failed.
 *
 * `code` is the server's code where the server answered with an error (a string such as `"room_full"`), otherwise the
 * close code of the WebSocket (a number; 1006 means that the server was not reached, refused the upgrade or was lost
 * without a word). `reason` is the text that came with it, perhaps empty: words for developers, not for people.
 */
export class SignalingError extends Error {
  /**
   * @param {string | number} code
   * @param {string} reason
   */
  constructor(code, reason) {
    super(reason ? `${code}: ${reason}` : String(code));
    this.name = "SignalingError";
    this.code = code;
    this.reason = reason;
  }
}

/**
 * Texts to and from a server over a WebSocket, for one connection. Anything with the same members may take its place.
 *
 * Events: `message` with each text that arrives, `closed` once with `{ code, reason }` when an open connection ended. A
 * connection that never opened is reported by `connect()` alone.
 */
export class WebSocketChannel {
  #emitter = new Emitter();
  #socket = null;
  #connected = null;

  /**
   * @param {string} base address that starts with `ws:` or `wss:`; slashes at its end do not count
   * @param {...string} parts path segments after it, encoded here
   */
  constructor(base, ...parts) {
    /** The whole address. @readonly */
    this.url = [base.replace(/\/+$/, ""), ...parts.map(encodeURIComponent)].join("/");
  }

  /**
   * Opens the connection. Called again it returns the same result.
   *
   * @returns {Promise<void>} fulfilled when open; rejected with a {@link SignalingError} when it closes first
   */
  connect() {
    this.#connected ??= new Promise((resolve, reject) => {
      this.#socket = new WebSocket(this.url);
      let open = false;
      this.#socket.onopen = () => {
        open = true;
        resolve();
      };
      this.#socket.onmessage = ({ data }) => {
        if (typeof data === "string") {
          this.#emitter.emit("message", data);
        }
      };
      this.#socket.onclose = ({ code, reason }) => {
        if (open) {
          this.#emitter.emit("closed", { code, reason });
        } else {
          reject(new SignalingError(code, reason));
        }
      };
    });
    return this.#connected;
  }

  /**
   * Hands a text to the socket, which queues it; texts arrive in the order of the calls.
   *
   * @param {string} text
   * @throws {SignalingError} when the connection is not open: nothing waits for a connection
   */
  send(text) {
    if (this.#socket?.readyState !== WebSocket.OPEN) {
      throw new SignalingError(1006, "Not connected");
    }
    this.#socket.send(text);
  }

  /** Closes the connection; what was sent before still goes out. Without an open connection it does no harm. */
  close() {
    this.#socket?.close(1000);
  }

  /**
   * @param {"message" | "closed"} event
   * @param {(value: any) => void} listener
   * @returns {() => void} ends the listening
   */
  on(event, listener) {
    return this.#emitter.on(event, listener);
  }
}

const OWN_PEER_EVENTS = new Set(["left", "status_changed"]);

/** What only the signaling may do with its peers; see the static block. */
let changeStatus, deliver, leave;

/**
 * Another peer of the room; made by {@link MucSignaling} only.
 *
 * Events: `left` when it is gone (nothing comes from it after that), `status_changed` with its new status, and every
 * event that the peer sends, by the name it gave, with its data. `left` and `status_changed` always are the server's
 * word: an event that a peer sends under one of these names is dropped.
 */
export class MucSignalingPeer {
  #state = new Emitter();
  #events = new Emitter();
  #send;
  #status;
  #here = true;

  static {
    changeStatus = (peer, status) => {
      peer.#status = status;
      peer.#state.emit("status_changed", status);
    };
    deliver = (peer, event, data) => {
      if (!OWN_PEER_EVENTS.has(event)) {
        peer.#events.emit(event, data);
      }
    };
    leave = (peer) => {
      peer.#here = false;
      peer.#state.emit("left");
    };
  }

  /** @package */
  constructor(id, status, first, send) {
    /** Its id, made by the server. @readonly @type {string} */
    this.id = id;
    /** Whether the local peer was in the room before this one. @readonly @type {boolean} */
    this.first = first;
    this.#status = status;
    this.#send = send;
  }

  /** What it last said about itself. @type {object} */
  get status() {
    return this.#status;
  }

  /**
   * Sends an event to this peer alone. Events to one peer arrive in the order of the calls.
   *
   * @param {string} event a name of 1 to 64 characters, not one of the reserved
   * @param {any} [data] anything that JSON can say
   * @returns {Promise<void>} fulfilled when handed to the socket, which is at once; rejected with a
   *     {@link SignalingError} when this peer has left or the signaling is not connected
   */
  async send(event, data) {
    if (!this.#here) {
      throw new SignalingError("unknown_peer", "The peer has left");
    }
    this.#send({ type: "to", peer: this.id, event, data });
  }

  /**
   * @param {string} event `left`, `status_changed` or the name of an event of the peer's
   * @param {(value: any) => void} listener
   * @returns {() => void} ends the listening
   */
  on(event, listener) {
    return (OWN_PEER_EVENTS.has(event) ? this.#state : this.#events).on(event, listener);
  }
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The local peer's part in one room, over one channel; used once, and made anew to join again.
 *
 * Events: `peer_joined` with each {@link MucSignalingPeer}, `error` with the {@link SignalingError} that the server
 * answered to something sent after joining, `closed` once with `{ code, reason }` when the membership has ended,
 * whoever ended it. A join that fails is reported by `connect()` alone.
 */
export class MucSignaling {
  #emitter = new Emitter();
  #serverEvents = new Emitter();
  #peers = new Map();
  #channel;
  #status = {};
  #id;
  #state = "new";
  #connected = null;
  #settle = null;

  /** @param {WebSocketChannel} channel not yet connected, and used by nobody else */
  constructor(channel) {
    this.#channel = channel;
    channel.on("message", (text) => this.#receive(text));
    channel.on("closed", (ending) => this.#end(ending));
  }

  /** The local peer's id, undefined before it has joined. @type {string | undefined} */
  get id() {
    return this.#id;
  }

  /** The other peers that are in the room now, in the order in which they became known. @type {MucSignalingPeer[]} */
  get peers() {
    return [...this.#peers.values()];
  }

  /**
   * Connects the channel and joins the room. `peer_joined` fires for each peer that is already there, with `first`
   * false, before the promise is fulfilled. Called again it returns the same result.
   *
   * @returns {Promise<void>} rejected with a {@link SignalingError} when the join is refused or the connection ends
   */
  connect() {
    this.#connected ??= this.#join();
    return this.#connected;
  }

  async #join() {
    if (this.#state === "ended") {
      throw new SignalingError(1000, "Closed before joining");
    }
    const joined = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.#state = "connecting";
    this.#channel
      .connect()
      .then(() => {
        if (this.#state === "connecting") {
          this.#state = "joining";
          this.#send({ type: "join", status: this.#status, events: true });
        }
      })
      .catch((e) => this.#fail(e instanceof SignalingError ? e : new SignalingError(1006, String(e?.message ?? e))));
    return joined;
  }

  /**
   * Says what the others shall know of the local peer, in place of all it said before. Before `connect()` it is kept
   * for the join, afterwards it is sent at once; after the end it does nothing.
   *
   * @param {object} status
   */
  setStatus(status) {
    if (!isObject(status)) {
      throw new TypeError("A status is an object");
    }
    this.#status = status;
    this.#tell({ type: "status", status });
  }

  /** Leaves the room and closes the channel; a `connect()` still waiting is rejected. Again, it does nothing. */
  close() {
    this.#tell({ type: "leave" });
    if (this.#state === "joined") {
      this.#end({ code: 1000, reason: "" });
    } else {
      this.#fail(new SignalingError(1000, "Closed before joining"));
    }
  }

  /**
   * @param {"peer_joined" | "error" | "closed"} event
   * @param {(value: any) => void} listener
   * @returns {() => void} ends the listening
   */
  on(event, listener) {
    return this.#emitter.on(event, listener);
  }

  /**
   * Listens to events that the server itself sends, apart from those of peers. Servers without such events send none.
   *
   * @param {string} event
   * @param {(data: any) => void} listener
   * @returns {() => void} ends the listening
   */
  onServerEvent(event, listener) {
    return this.#serverEvents.on(event, listener);
  }

  /** Sends what belongs to the membership, if there is one; an ending about to be reported needs no second word. */
  #tell(message) {
    if (this.#state === "joining" || this.#state === "joined") {
      try {
        this.#send(message);
      } catch (e) {
        if (!(e instanceof SignalingError)) {
          throw e;
        }
      }
    }
  }

  #send(message) {
    this.#channel.send(JSON.stringify(message));
  }

  #receive(text) {
    if (this.#state !== "joining" && this.#state !== "joined") {
      return;
    }
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    if (isObject(message)) {
      this.#dispatch(message);
    }
  }

  #dispatch(message) {
    const known = this.#peers.get(message.peer);
    switch (message.type) {
      case "joined":
        return this.#joined(message);
      case "peer_joined":
        return this.#meet(message.peer, message.status, true);
      case "peer_status":
        return known && isObject(message.status) ? changeStatus(known, message.status) : undefined;
      case "peer_left":
        this.#peers.delete(message.peer);
        return known && leave(known);
      case "from":
        return known && deliver(known, message.event, message.data);
      case "event":
        return this.#serverEvents.emit(message.event, message.data);
      case "error":
        return this.#refused(new SignalingError(message.code ?? "error", message.msg ?? ""));
      default: // a newer server's message
    }
  }

  /** The answer to the join; a later one only names peers whose join crossed ours. */
  #joined({ id, peers }) {
    if (this.#state === "joining") {
      this.#state = "joined";
      this.#id = id;
    }
    for (const [peer, status] of Object.entries(peers ?? {})) {
      this.#meet(peer, status, false);
    }
    this.#settle.resolve();
  }

  #meet(id, status, first) {
    if (typeof id !== "string" || id === this.#id || this.#peers.has(id) || this.#state !== "joined") {
      return;
    }
    const send = (message) => this.#send(message);
    const peer = new MucSignalingPeer(id, isObject(status) ? status : {}, first, send);
    this.#peers.set(id, peer);
    this.#emitter.emit("peer_joined", peer);
  }

  #refused(error) {
    if (this.#state === "joining") {
      this.#fail(error);
    } else {
      this.#emitter.emit("error", error);
    }
  }

  #fail(error) {
    this.#state = "ended";
    this.#settle?.reject(error);
    this.#channel.close();
  }

  #end({ code, reason }) {
    if (this.#state === "joined") {
      this.#state = "ended";
      this.#channel.close();
      this.#emitter.emit("closed", { code, reason });
    } else if (this.#state !== "ended") {
      this.#fail(new SignalingError(code, reason));
    }
  }
}
