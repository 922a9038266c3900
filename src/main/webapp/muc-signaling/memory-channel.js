import { Emitter } from "./emitter.js";
import { SignalingError } from "./signaling-error.js";

/**
 * An in-memory connection for tests: texts sent at one end arrive at the other, in order and never during the call of
 * `send`. Both ends work alike. A test acts as the server at the other end:
 *
 *     const client = new MemoryChannel();
 *     client.other.on("message", (text) => client.other.send(answerTo(text)));
 *     client.other.connect();
 *     const signaling = new MucSignaling(client);
 *
 * The ends are connected when `connect()` has been called on both. Closing one end closes both.
 */
export class MemoryChannel {
  #emitter = new Emitter();
  #connected = {};
  #ready = false;
  #open = false;
  #over = false;
  #ended = false;

  /** @param {MemoryChannel} [other] internal: the other end */
  constructor(other) {
    this.#connected.promise = new Promise((resolve, reject) => Object.assign(this.#connected, { resolve, reject }));
    this.#connected.promise.catch(() => {});
    /** The other end. @readonly @type {MemoryChannel} */
    this.other = other ?? new MemoryChannel(this);
  }

  /** @returns {Promise<void>} fulfilled when `connect()` was called on both ends; rejected if one is closed first */
  connect() {
    this.#ready = true;
    if (this.other.#ready && !this.#over) {
      for (const end of [this, this.other]) {
        end.#open = true;
        end.#connected.resolve();
      }
    }
    return this.#connected.promise;
  }

  /**
   * @param {string} text
   * @throws {SignalingError} if the ends are not connected
   */
  send(text) {
    if (!this.#open) {
      throw new SignalingError(1006, "Not connected");
    }
    queueMicrotask(() => this.other.#over || this.other.#emitter.emit("message", text));
  }

  /**
   * Closes both ends; texts that were sent before still arrive.
   *
   * @param {{ code: number, reason: string }} [ending] the code and reason that both ends report
   */
  close(ending = { code: 1000, reason: "" }) {
    for (const end of [this, this.other]) {
      end.#end(ending);
    }
  }

  /**
   * @param {"message" | "closed"} event
   * @param {(value: any) => void} listener
   * @returns {() => void} removes the listener
   */
  on(event, listener) {
    return this.#emitter.on(event, listener);
  }

  #end(ending) {
    this.#connected.reject(new SignalingError(ending.code, ending.reason));
    if (this.#open) {
      this.#open = false;
      queueMicrotask(() => {
        this.#over = true;
        this.#emitter.emit("closed", ending);
      });
    } else if (!this.#ended) {
      this.#over = true;
    }
    this.#ended = true;
  }
}
