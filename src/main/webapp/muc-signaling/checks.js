import { SignalingError } from "./signaling-error.js";

const LONGEST_EVENT = 64; // code points
const DEEPEST = 32; // the message itself has depth 1
const RESERVED = new Set(["error", "left", "status_changed", "newListener", "removeListener"]);

/** @returns {boolean} whether a value is a JSON object */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Checks an event before it is sent, with the server's rules.
 *
 * @throws {SignalingError} with the code that the server would answer
 */
export function checkEvent(event) {
  if (typeof event !== "string" || event === "") {
    throw new SignalingError("bad_message", "The name of an event must be a non-empty string");
  }
  if ([...event].length > LONGEST_EVENT) {
    throw new SignalingError("bad_message", `The name of an event may have ${LONGEST_EVENT} characters`);
  }
  if (RESERVED.has(event)) {
    throw new SignalingError("bad_message", `The event name ${event} is reserved`);
  }
}

/**
 * Serializes a message and checks it with the server's rules.
 *
 * @param {object} message
 * @param {number} maxSize the most bytes that the server accepts; 0 for no limit
 * @returns {string}
 * @throws {SignalingError} with the code that the server would answer
 * @throws {TypeError} if JSON cannot express it
 */
export function write(message, maxSize) {
  const text = JSON.stringify(message);
  if (depth(text) > DEEPEST) {
    throw new SignalingError("bad_message", `Nested deeper than ${DEEPEST} levels`);
  }
  if (/(?:^|[^\\])(?:\\\\)*\\ud[89a-f]/.test(text)) {
    throw new SignalingError("bad_message", "Half of a surrogate pair");
  }
  if (maxSize > 0 && text.length * 3 > maxSize && new TextEncoder().encode(text).length > maxSize) {
    throw new SignalingError("too_large", `A message may have ${maxSize} bytes`);
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
