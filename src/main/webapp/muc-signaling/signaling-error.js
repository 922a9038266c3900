/** @typedef {"never" | "soon" | "later"} Retry */

const SOON = new Set([
  "captive",
  "internal",
  "no_websocket",
  "redirected",
  "room_full",
  "supplier_failed",
  "timeout",
  "too_many",
  "unavailable",
  "unreachable",
  1001,
  1006,
  1011,
  1012,
  1013,
  4408,
  4413,
]);

const LATER = new Set(["rate_limited", 4429]);

/**
 * Why a connection, a join or a message failed.
 *
 * `code` is the code of the server's error message (a string such as `"room_full"`), a code of this module for failures
 * before the join (such as `"unreachable"`), or the close code of the WebSocket (a number). `reason` is the
 * accompanying text for developers, which may be empty.
 */
export class SignalingError extends Error {
  /**
   * @param {string | number} code
   * @param {string} [reason]
   * @param {{ status?: number, retryAfter?: number, peer?: string, event?: string, cause?: unknown }} [details]
   */
  constructor(code, reason = "", { cause, ...details } = {}) {
    super(reason ? `${code}: ${reason}` : String(code), { cause });
    this.name = "SignalingError";
    this.code = code;
    this.reason = reason;
    /** The HTTP status with which the server refused the connection. @type {number | undefined} */
    this.status = details.status;
    /** The time to wait that the server specified, in milliseconds. @type {number | undefined} */
    this.retryAfter = details.retryAfter;
    /** The recipient of the message that failed. @type {string | undefined} */
    this.peer = details.peer;
    /** The event of the message that failed. @type {string | undefined} */
    this.event = details.event;
  }

  /** Whether and when it makes sense to connect again. @returns {Retry} */
  get retry() {
    if (LATER.has(this.code)) {
      return "later";
    }
    return SOON.has(this.code) ? "soon" : "never";
  }

  /** @returns {SignalingError} the error that a server's message reports; invalid members are ignored */
  static reported({ code, msg, peer, event }) {
    const text = (value, otherwise) => (typeof value === "string" ? value : otherwise);
    return new SignalingError(text(code, "error"), text(msg, ""), { peer: text(peer), event: text(event) });
  }

  /** @returns {SignalingError} the given error, or an `unreachable` error with the given one as its cause */
  static of(error) {
    return error instanceof SignalingError
      ? error
      : new SignalingError("unreachable", String(error?.message ?? error), { cause: error });
  }
}
