import { Emitter } from "./emitter.js";
import { refusal } from "./refusal.js";
import { SignalingError } from "./signaling-error.js";

const OPEN = 1;

/**
 * One WebSocket connection to a server. Any object with the same members can be used instead.
 *
 * Events: `message` with each text that arrives, and `closed` once with `{ code, reason }` when an open connection has
 * ended. If a connection never opens, only `connect()` reports it.
 */
export class WebSocketChannel {
  #emitter = new Emitter();
  #options = {};
  #socket = null;
  #connected = null;
  #closed = false;

  /**
   * @param {string} base an address that starts with `ws:`, `wss:`, `http:` or `https:`; trailing slashes are ignored
   * @param {...(string | WebSocketOptions)} parts path segments, which are encoded here, and optionally options
   *
   * @typedef {object} WebSocketOptions
   * @property {() => string | Promise<string>} [token] supplies a room token whenever a connection is opened. The token
   *     is sent as a subprotocol, so it does not appear in addresses and logs
   * @property {typeof WebSocket} [WebSocket] replaces the global `WebSocket`, which Node 20 does not have
   * @property {typeof fetch} [fetch] replaces the global `fetch` for finding out why a connection was refused
   */
  constructor(base, ...parts) {
    if (typeof parts.at(-1) === "object") {
      this.#options = parts.pop();
    }
    /** The complete address. @readonly */
    this.url = [base.replace(/\/+$/, "").replace(/^http/i, "ws"), ...parts.map(encodeURIComponent)].join("/");
  }

  /**
   * Opens the connection. Further calls have the same result.
   *
   * @returns {Promise<void>} fulfilled when the connection is open; rejected with a {@link SignalingError} if it cannot
   *     be opened
   */
  connect() {
    this.#connected ??= this.#options.token ? this.#openWithToken() : this.#open();
    return this.#connected;
  }

  /**
   * Queues a text in the socket; texts arrive in the order of the calls.
   *
   * @param {string} text
   * @throws {SignalingError} if the connection is not open; the text is not kept
   */
  send(text) {
    if (this.#socket?.readyState !== OPEN) {
      throw new SignalingError(1006, "Not connected");
    }
    this.#socket.send(text);
  }

  /** Closes the connection after the texts that were sent before. A connection that is not open yet does not open. */
  close() {
    this.#closed = true;
    this.#socket?.close(1000);
  }

  /**
   * @param {"message" | "closed"} event
   * @param {(value: any) => void} listener
   * @returns {() => void} removes the listener
   */
  on(event, listener) {
    return this.#emitter.on(event, listener);
  }

  async #openWithToken() {
    let token;
    try {
      token = await this.#options.token();
    } catch (e) {
      throw new SignalingError("supplier_failed", `No token: ${e?.message ?? e}`, { cause: e });
    }
    return this.#open(token);
  }

  async #open(token) {
    if (this.#closed) {
      throw new SignalingError(1000, "Closed before connecting");
    }
    const ending = await this.#opened(token);
    if (ending !== undefined) {
      throw this.#closed || ending.code !== 1006
        ? new SignalingError(ending.code, ending.reason)
        : await refusal(this.url, token, this.#options.fetch ?? fetch);
    }
  }

  /** Fulfilled when the socket opens, or with its ending if the socket closes without having opened. */
  #opened(token) {
    return new Promise((resolve) => {
      const socket = this.#make(token);
      let open = false;
      socket.onerror = () => {}; // The close event follows. Without an error listener, the package `ws` throws.
      socket.onopen = () => resolve((open = true) && undefined);
      socket.onmessage = ({ data }) => {
        if (typeof data === "string") {
          this.#emitter.emit("message", data);
        }
      };
      socket.onclose = ({ code, reason }) =>
        open ? this.#emitter.emit("closed", { code, reason }) : resolve({ code, reason });
    });
  }

  #make(token) {
    const Socket = this.#options.WebSocket ?? globalThis.WebSocket;
    try {
      this.#socket = token === undefined ? new Socket(this.url) : new Socket(this.url, ["muc", `access_token.${token}`]);
    } catch (e) {
      // An exception of the constructor contains the address or the subprotocol, and thereby the token.
      throw new SignalingError("bad_address", Socket ? "The address or the token is malformed" : "No WebSocket here");
    }
    return this.#socket;
  }
}
