// A small server with one room and *Resume*, over connections that lose the texts in flight when they are cut.

/** A connection whose texts the test delivers explicitly, and which loses the texts in flight when it is cut. */
class Wire {
  toServer = [];
  toClient = [];
  #listeners = { message: [], closed: [] };
  #open;
  open = false;

  constructor(server, reachable) {
    this.server = server;
    this.connect = async () => {
      if (server.refusal) {
        throw server.refusal;
      }
      if (!reachable) {
        throw Object.assign(new Error("no way"), { code: 1006 });
      }
      this.open = true;
      this.#open = true;
    };
  }

  send(text) {
    if (!this.#open) {
      throw new Error("Not connected");
    }
    this.toServer.push(JSON.parse(text));
  }

  close() {
    this.#open = false;
  }

  on(event, listener) {
    this.#listeners[event].push(listener);
  }

  /** Delivers at most this many texts in each direction. */
  move(toServer = Infinity, toClient = Infinity) {
    while (this.open && ((toServer > 0 && this.toServer.length) || (toClient > 0 && this.toClient.length))) {
      if (toServer-- > 0 && this.toServer.length) {
        this.server.take(this, this.toServer.shift());
      }
      if (toClient-- > 0 && this.toClient.length) {
        const text = JSON.stringify(this.toClient.shift());
        this.#listeners.message.forEach((listener) => listener(text));
      }
    }
  }

  /** Breaks the connection and discards the texts in flight. */
  cut(code = 1006) {
    this.open = false;
    this.#open = false;
    this.toServer = [];
    this.toClient = [];
    this.server.lose(this);
    this.#listeners.closed.forEach((listener) => listener({ code, reason: "" }));
  }
}

export class ResumingServer {
  wires = [];
  reachable = true;
  /** The error with which new connections fail; null if they do not. */
  refusal = null;
  /** The messages of the client that the room has received. */
  taken = [];
  resumes = 0;
  joins = 0;
  #sent = []; // since the join
  #count = 0;
  #wire = null;
  #token = null;

  constructor({ resumable = true, peers = {}, pings = true } = {}) {
    Object.assign(this, { resumable, peers, pings });
  }

  /** Makes a wire to this server. */
  wire = () => {
    const wire = new Wire(this, this.reachable);
    this.wires.push(wire);
    return wire;
  };

  get last() {
    return this.wires.at(-1);
  }

  take(wire, message) {
    const handlers = { join: () => this.#join(wire), resume: () => this.#resume(wire, message), ping: () => this.#ping(wire) };
    (handlers[message.type] ?? (() => this.#said(message)))();
  }

  /** Sends a message to the client, now or when it resumes. */
  say(message) {
    this.#sent.push(message);
    this.#wire?.toClient.push(message);
  }

  lose(wire) {
    if (this.#wire === wire) {
      this.#wire = null;
    }
  }

  forget() {
    this.#token = null;
  }

  #join(wire) {
    this.joins++;
    this.#wire = wire;
    this.#sent = [];
    this.#count = 0;
    this.#token = this.resumable ? `secret ${this.joins}` : null;
    const resume = this.resumable ? { resume: { token: this.#token, within: 30 } } : {};
    this.say({ type: "joined", id: `me ${this.joins}`, peers: this.peers, ...resume });
  }

  #resume(wire, { token, received }) {
    this.resumes++;
    if (token !== this.#token || received > this.#sent.length) {
      wire.toClient.push({ type: "error", code: "not_resumable", msg: "" });
      return;
    }
    this.#wire = wire;
    wire.toClient.push({ type: "resumed", received: this.#count }, ...this.#sent.slice(received));
  }

  #ping(wire) {
    const confirmed = this.#token ? { received: this.#count } : {};
    wire.toClient.push(this.pings ? { type: "pong", ...confirmed } : { type: "error", code: "unknown_type", msg: "" });
  }

  #said(message) {
    this.#count++;
    this.taken.push(message);
  }
}
