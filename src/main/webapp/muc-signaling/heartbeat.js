const MISSES = 3;
const PROBE = 5000;

/**
 * Detects a silent server: sends a ping after one third of the allowed silence and another one after two thirds, and
 * declares the server dead at the end. Timers that fire late, as in background tabs, only delay the detection.
 */
export class Heartbeat {
  #interval;
  #ping;
  #dead;
  #timer;
  #heard = false;
  #missed = 0;

  /**
   * @param {number} silence the allowed silence in milliseconds; 0 for no limit
   * @param {() => void} ping
   * @param {() => void} dead called once, when the server is declared dead
   */
  constructor(silence, ping, dead) {
    this.#interval = silence / MISSES;
    this.#ping = ping;
    this.#dead = dead;
    this.#plan(this.#interval);
  }

  /** Called whenever the server has sent something. */
  heard() {
    this.#heard = true;
  }

  /** Sends a ping now, and declares the server dead if nothing arrives within a few seconds. */
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
      this.#timer = setTimeout(() => this.#check(), delay);
      this.#timer.unref?.(); // Only the connection should keep a Node process alive, not this timer.
    }
  }

  #check() {
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
