const QUIET = 30_000;
const LONGEST = 2 ** 31 - 1; // milliseconds, the longest delay of a timer
const PAUSES_IN_WINDOW = 6; // how many of the longest pauses fit into the resumption window
const NOT_FOUND_ATTEMPTS = 10; // In a row: during a redeployment the server answers 404.
const END_OF_SERVER = new Set([1001, 1012]); // The close codes by which a server says that it stops or restarts.

/** The pauses between attempts to connect: random, and growing with each failure. */
export class Backoff {
  #limits;
  #random;
  #attempt = 0;
  #notFound = 0;
  #waited = 0; // the sum of the pauses since the last join or resume

  /**
   * @param {{ shortest: number, longest: number, attempts: number }} limits the shortest and longest
   *     pause in milliseconds, and the maximum number of failed attempts in a row
   * @param {() => number} random
   */
  constructor(limits, random = Math.random) {
    this.#limits = limits;
    this.#random = random;
  }

  /**
   * @param {import("./signaling-error.js").SignalingError} cause
   * @param {boolean} [joinedBefore] whether the room was joined before
   * @param {number} [window] for how many milliseconds the server keeps the place after a lost connection; 0 if it
   *     does not keep the place
   * @returns {{ cause: import("./signaling-error.js").SignalingError, attempt: number, delay: number } | null} the next
   *     attempt; null if the client should give up
   */
  next(cause, joinedBefore = false, window = 0) {
    this.#notFound = cause.code === "not_found" ? this.#notFound + 1 : 0;
    const redeploying = joinedBefore && this.#notFound > 0 && this.#notFound <= NOT_FOUND_ATTEMPTS;
    if ((cause.retry === "never" && !redeploying) || this.#attempt >= this.#limits.attempts) {
      return null;
    }
    this.#attempt++;
    const quiet = cause.retryAfter ?? (cause.retry === "later" ? QUIET : 0);
    const delay = Math.min(quiet + this.#jitter(cause, window), LONGEST);
    this.#waited += delay;
    return { cause, attempt: this.#attempt, delay };
  }

  /** Called when the room was joined or the membership resumed. */
  connected() {
    this.#waited = 0;
  }

  /** Starts again with short pauses, after a stable connection. */
  reset() {
    this.#attempt = 0;
    this.#notFound = 0;
  }

  /**
   * The random part of a pause. The first one after the server has announced its end is short, because another node may
   * take over immediately. Others are limited to a sixth of the window while the server keeps the place, so that the
   * client tries several times within the window.
   */
  #jitter(cause, window) {
    const { shortest, longest } = this.#limits;
    if (this.#attempt === 1 && END_OF_SERVER.has(cause.code)) {
      return shortest * this.#random();
    }
    const limit = this.#waited < window ? window / PAUSES_IN_WINDOW : longest;
    const range = Math.max(0, Math.min(shortest * 2 ** this.#attempt, longest, limit) - shortest);
    return shortest + range * this.#random();
  }
}
