const QUIET = 30_000;
const LONGEST = 2 ** 31 - 1; // milliseconds that a timer can measure
const NOT_FOUND_ATTEMPTS = 10; // In a row. An application that is being redeployed answers 404.

/** The pauses between attempts to connect: random, and growing with each failure. */
export class Backoff {
  #limits;
  #random;
  #attempt = 0;
  #notFound = 0;

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
   * @param {boolean} [joinedBefore] whether the room was joined before
   * @returns {{ cause: import("./signaling-error.js").SignalingError, attempt: number, delay: number } | null} the next
   *     attempt; null if there is none
   */
  next(cause, joinedBefore = false) {
    this.#notFound = cause.code === "not_found" ? this.#notFound + 1 : 0;
    const redeploying = joinedBefore && this.#notFound > 0 && this.#notFound <= NOT_FOUND_ATTEMPTS;
    if ((cause.retry === "never" && !redeploying) || this.#attempt >= this.#limits.attempts) {
      return null;
    }
    this.#attempt++;
    const quiet = cause.retryAfter ?? (cause.retry === "later" ? QUIET : 0);
    return { cause, attempt: this.#attempt, delay: Math.min(quiet + this.#jitter(), LONGEST) };
  }

  /** A connection was stable. */
  reset() {
    this.#attempt = 0;
    this.#notFound = 0;
  }

  #jitter() {
    const { shortest, longest } = this.#limits;
    return shortest + (Math.min(shortest * 2 ** this.#attempt, longest) - shortest) * this.#random();
  }
}
