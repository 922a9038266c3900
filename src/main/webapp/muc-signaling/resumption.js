/**
 * The state that lets one membership survive a lost connection: the number of received messages, and the sent messages
 * that the server has not confirmed. It does not depend on connections or time.
 *
 * An entry is a message, `{ text }`; its owner may add fields.
 */
export class Resumption {
  #token;
  #window;
  #limits;
  #received = 1; // the message `joined`, which contains the token
  #confirmed = 0;
  #entries = [];
  #characters = 0;

  /**
   * @param {{ token: string, within?: unknown }} offer the server's secret, and for how many seconds it keeps the place
   * @param {{ messages: number, characters: number }} limits how much may be unconfirmed
   */
  constructor({ token, within }, limits = { messages: 4000, characters: 4 * 1024 * 1024 }) {
    this.#token = token;
    this.#window = Number.isFinite(within) ? within * 1000 : 0;
    this.#limits = limits;
  }

  /** The message that resumes the membership over a new connection. */
  get request() {
    return { type: "resume", token: this.#token, received: this.#received };
  }

  /** For how many milliseconds the server keeps the place after a lost connection. */
  get window() {
    return this.#window;
  }

  /** Whether so much is unconfirmed that the server should be asked for a confirmation. */
  get full() {
    return (
      this.#entries.length * 4 >= this.#limits.messages || this.#characters * 4 >= this.#limits.characters
    );
  }

  /** Counts a message that has arrived from the server. */
  arrived({ type }) {
    if (type !== "pong" && type !== "error" && type !== "resumed") {
      this.#received++;
    }
  }

  /** Keeps an entry until it is confirmed. @returns {boolean} false if there is no room for it */
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

  /** Removes the matching entries, which must not have been sent. */
  forget(fits) {
    this.#entries.filter(fits).forEach(({ text }) => (this.#characters -= text.length));
    this.#entries = this.#entries.filter((entry) => !fits(entry));
  }

  /**
   * Removes the entries that the server has confirmed.
   *
   * @param {unknown} received the number of messages that the server has received since the join
   * @returns {boolean} false if the number is impossible
   */
  confirm(received) {
    if (!Number.isSafeInteger(received)) {
      return false;
    }
    const fresh = received - this.#confirmed;
    if (fresh < 0 || fresh > this.#entries.length) {
      return false;
    }
    this.#entries.splice(0, fresh).forEach(({ text }) => (this.#characters -= text.length));
    this.#confirmed = received;
    return true;
  }

  /** The unconfirmed entries, in order. */
  get unconfirmed() {
    return [...this.#entries];
  }
}
