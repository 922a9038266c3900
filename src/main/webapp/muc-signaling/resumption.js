/**
 * What one membership needs so that it outlasts a lost connection: how many messages of the server have arrived, and
 * the messages to the server that it has not yet confirmed. It knows no connection and no time.
 *
 * An entry is `{ text }` and whatever else its owner notes in it.
 */
export class Resumption {
  #token;
  #limits;
  #received = 1; // the `joined` that brought the token
  #confirmed = 0;
  #entries = [];
  #characters = 0;

  /**
   * @param {string} token the secret that the server gave
   * @param {{ messages: number, characters: number }} limits how much may wait for its confirmation
   */
  constructor(token, limits = { messages: 4000, characters: 4 * 1024 * 1024 }) {
    this.#token = token;
    this.#limits = limits;
  }

  /** The message that asks for the membership over a new connection. */
  get request() {
    return { type: "resume", token: this.#token, received: this.#received };
  }

  /** Whether so much waits that the server should be asked what it has received. */
  get full() {
    return (
      this.#entries.length * 4 >= this.#limits.messages || this.#characters * 4 >= this.#limits.characters
    );
  }

  /** Notes a message of the server. */
  arrived({ type }) {
    if (type !== "pong" && type !== "error" && type !== "resumed") {
      this.#received++;
    }
  }

  /** @returns {boolean} false if there is no room for the entry, which is not kept then */
  keep(entry) {
    if (
      this.#entries.length >= this.#limits.messages ||
      this.#characters + entry.text.length > this.#limits.characters
    ) {
      return false;
    }
    this.#entries.push(entry);
    this.#characters += entry.text.length;
    return true;
  }

  /** Forgets the entries that fit; only entries that were never sent may be among them. */
  forget(fits) {
    this.#entries.filter(fits).forEach(({ text }) => (this.#characters -= text.length));
    this.#entries = this.#entries.filter((entry) => !fits(entry));
  }

  /**
   * The server has received so many messages since the join.
   *
   * @returns {boolean} false if that cannot be
   */
  confirm(received) {
    const fresh = received - this.#confirmed;
    if (!Number.isSafeInteger(received) || fresh < 0 || fresh > this.#entries.length) {
      return false;
    }
    this.#entries.splice(0, fresh).forEach(({ text }) => (this.#characters -= text.length));
    this.#confirmed = received;
    return true;
  }

  /** The entries that are not confirmed, in their order. */
  get unconfirmed() {
    return [...this.#entries];
  }
}
