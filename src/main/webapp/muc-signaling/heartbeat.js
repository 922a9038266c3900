const MISSES = 3;
const PROBE = 5000;

/**
 * Notices a server that has fallen silent: asks for a sign of life after a third of the allowed silence, again after
 * the second third, and gives up at the end. Timers that fire late, as in background tabs, only make it slower.
 */
export class Heartbeat {
  #interval;
  #ping;
  #dead;
  #timer;
  #heard = false;
  #missed = 0;

  /**
   * @param {number} silence how many milliseconds the server may say nothing; 0 is for ever
   * @param {() => void} ping
   * @param {() => void} dead called once
   */
  constructor(silence, ping, dead) {
    this.#interval = silence / MISSES;
    this.#ping = ping;
    this.#dead = dead;
    this.#plan(this.#interval);
  }

  /** Something has come from the server. */
  heard() {
    this.#heard = true;
  }

  /** Asks for a sign of life now, and gives up after a few seconds: the network may have changed. */
  probe() {
    if (this.#interval > 0) {
      clearTimeout(this.#timer);
      this.#heard = false;
      this.#missed = MISSES - 1;
      this.#ping();
      this.#plan(Math.min(PROBE, this.#interval));
    }
  }

  end() {
    this.#interval = 0;
    clearTimeout(this.#timer);
  }

  #plan(delay) {
    if (this.#interval > 0) {
      this.#timer = setTimeout(() => this.#look(), delay);
      this.#timer.unref?.(); // It is the connection that keeps a Node process alive.
    }
  }

  #look() {
    this.#missed = this.#heard ? 0 : this.#missed + 1;
    this.#heard = false;
    if (this.#missed === MISSES) {
      this.end();
      this.#dead();
      return;
    }
    if (this.#missed > 0) {
      this.#ping();
    }
    this.#plan(this.#interval);
  }
}
