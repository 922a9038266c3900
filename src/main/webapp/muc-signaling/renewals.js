import { SignalingError } from "./signaling-error.js";

/** Room tokens that were sent to the server and have not been answered yet. The server answers in order. */
export class Renewals {
  #send;
  #possible = false;
  #pending = [];

  /** @param {(message: object) => Promise<void>} send */
  constructor(send) {
    this.#send = send;
  }

  /** Begins a new membership. @param {boolean} possible whether the server supports renewal in it */
  begin(possible) {
    this.end(new SignalingError(1006, "The connection was lost"));
    this.#possible = possible;
  }

  /** @returns {Promise<number>} fulfilled with the time at which access ends */
  add(token) {
    return new Promise((resolve, reject) => {
      if (!this.#possible) {
        throw new SignalingError("unsupported", "The server does not renew tokens");
      }
      const renewal = { resolve, reject };
      this.#pending.push(renewal);
      this.#send({ type: "renew", token }).catch((error) => {
        this.#pending = this.#pending.filter((other) => other !== renewal);
        reject(error);
      });
    });
  }

  accepted({ until }) {
    this.#pending.shift()?.resolve(until);
  }

  /** @returns {boolean} whether the error answers a renewal, which is then rejected with it */
  refused(error) {
    const answers = error.code === "forbidden" && error.peer === undefined && this.#pending.length > 0;
    if (answers) {
      this.#pending.shift().reject(error);
    }
    return answers;
  }

  end(error) {
    this.#possible = false;
    this.#pending.splice(0).forEach(({ reject }) => reject(error));
  }
}
