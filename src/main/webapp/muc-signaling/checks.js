import { SignalingError } from "./signaling-error.js";

const LONGEST_EVENT = 64; // code points
const DEEPEST = 32; // levels of nesting; the message itself is the first
const RESERVED = new Set(["error", "left", "status_changed", "newListener", "removeListener"]);

/** @returns {boolean} whether a value is a JSON object */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Checks the name of an event against the server's rules, before the event is sent.
 *
 * @throws {SignalingError} if the name is invalid, with the error code that the server would send
 */
export function checkEvent(event) {
  if (typeof event !== "string" || event === "") {
    throw new SignalingError("bad_message", "The name of an event must be a non-empty string");
  }
  if ([...event].length > LONGEST_EVENT) {
    throw new SignalingError("bad_message", `The name of an event may have at most ${LONGEST_EVENT} characters`);
  }
  if (RESERVED.has(event)) {
    throw new SignalingError("bad_message", `The event name ${event} is reserved`);
  }
}

/**
 * Serializes a message and checks it against the server's rules.
 *
 * @param {object} message
 * @param {number} maxSize how many bytes the server accepts in a message; 0 for no limit
 * @returns {string}
 * @throws {SignalingError} if the message is invalid, with the error code that the server would send
 * @throws {TypeError} if the message cannot be written as JSON
 */
export function write(message, maxSize) {
  const text = JSON.stringify(message);
  if (depth(text) > DEEPEST) {
    throw new SignalingError("bad_message", `Nested deeper than ${DEEPEST} levels`);
  }
  if (/(?:^|[^\\])(?:\\\\)*\\ud[89a-f]/.test(text)) {
    throw new SignalingError("bad_message", "A lone surrogate");
  }
  if (maxSize > 0 && text.length * 3 > maxSize && new TextEncoder().encode(text).length > maxSize) {
    throw new SignalingError("too_large", `A message may have at most ${maxSize} bytes`);
  }
  return text;
}

function depth(text) {
  let deepest = 0;
  let level = 0;
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[{\]}]/g)) {
    if (token === "[" || token === "{") {
      deepest = Math.max(deepest, ++level);
    } else if (token === "]" || token === "}") {
      level--;
    }
  }
  return deepest;
}
