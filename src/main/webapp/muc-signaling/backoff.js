const QUIET = 30_000;

/** The pauses between attempts to connect: random, and growing with each failure. */
export class Backoff {
  #limits;
  #random;
  #attempt = 0;

  /**
   * @param {{ shortest: number, longest: number, attempts: number }} limits pauses in milliseconds
   * @param {() => number} random
   */
  constructor(limits, random = Math.random) {
    this.#limits = limits;
    this.#random = random;
  }

  /**
   * @param {import("./signaling-error.js").SignalingError} cause
   * @returns {{ cause: import("./signaling-error.js").SignalingError, attempt: number, delay: number } | null} the next
   *     attempt; null if there is none
   */
  next(cause) {
    if (cause.retry === "never" || this.#attempt >= this.#limits.attempts) {
      return null;
    }
    this.#attempt++;
    const quiet = cause.retryAfter ?? (cause.retry === "later" ? QUIET : 0);
    return { cause, attempt: this.#attempt, delay: quiet + this.#jitter() };
  }

  /** A connection was stable. */
  reset() {
    this.#attempt = 0;
  }

  #jitter() {
    const { shortest, longest } = this.#limits;
    return shortest + (Math.min(shortest * 2 ** this.#attempt, longest) - shortest) * this.#random();
  }
}
