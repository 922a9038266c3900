/**
 * What the call page says to people, and the rules it says them by.
 *
 * @module words
 */

const LONGEST_ROOM_NAME = 128; // code points

const SOON = "Try again in a moment.";

const REFUSALS = {
  room_full: "This room is full.",
  forbidden: "You are not allowed into this room.",
  rate_limited: `The server is getting too many messages from you. ${SOON}`,
  1001: `The server is being stopped. ${SOON}`,
  1012: `The server is being restarted. ${SOON}`,
  1013: `The server has no place left for you in this room. ${SOON}`,
  4401: "This server wants you to sign in first.",
  4403: "You are not allowed into this room.",
  4408: `The server waited too long for an answer. ${SOON}`,
  4429: `The server is getting too many messages from you. ${SOON}`,
};

const HTTP_REFUSALS = {
  400: "The server does not accept this room name. Choose another.",
  401: "This server wants you to sign in first.",
  403: "You are not allowed into this room.",
  429: `Too many connections come from your network. ${SOON}`,
  503: `The server has no place left. ${SOON}`,
};

const ENDINGS = {
  1000: "The server ended your part in the call.",
  1001: "The server was stopped. Join again in a moment.",
  1006: "The connection to the server was lost. Check your network and join again.",
  1012: "The server is being restarted. Join again in a moment.",
  1013: "The server has no place left. Join again in a moment.",
  4401: "Your sign-in has expired. Sign in and join again.",
  4403: "You were removed from the room.",
  4408: "The server heard nothing from this browser for too long. Join again.",
  4409: "You joined this room from somewhere else.",
  4413: "Your connection is too slow for this room. Join again.",
  4429: "The server got too many messages from this browser. Join again in a moment.",
};

/** @returns {string} why a room can't have this name, empty when it can */
export function roomNameProblem(name) {
  if (name === "") {
    return "Enter the name of a room.";
  }
  if (name === "." || name === ".." || /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name)) {
    return "A room can’t have this name. Use letters, digits and spaces.";
  }
  if ([...name].length > LONGEST_ROOM_NAME) {
    return `A room’s name has at most ${LONGEST_ROOM_NAME} characters.`;
  }
  return "";
}

/**
 * @param {import("./muc-signaling.js").SignalingError} error why joining failed
 * @param {() => Promise<number | null>} ask asks the server over HTTP about the room: the status of its answer, if any.
 *     Browsers do not say why the server refused a WebSocket.
 * @returns {Promise<string>}
 */
export async function joinFailed({ code }, ask) {
  if (code !== 1006) {
    return REFUSALS[code] ?? `The server did not let you into this room (${code}).`;
  }
  const status = await ask();
  return status === null
    ? "The server can’t be reached. Check your network and try again."
    : (HTTP_REFUSALS[status] ?? `The server refused the connection to this room. ${SOON}`);
}

/** @returns {string} why the call is over, for somebody who did not end it */
export function callEnded({ code }) {
  return ENDINGS[code] ?? `The server ended the connection (${code}). Join again.`;
}

/** @returns {string} what to call somebody, who may have said anything about himself */
export function displayName(status) {
  const name = typeof status.name === "string" ? status.name.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, " ").trim() : "";
  return [...name].slice(0, 60).join("") || "Someone";
}

/** @returns {string} a room name that nobody guesses */
export function newRoomName() {
  const letters = "abcdefghjkmnpqrstuvwxyz";
  const random = Array.from(crypto.getRandomValues(new Uint32Array(12)), (n) => letters[n % letters.length]).join("");
  return random.replace(/^(.{4})(.{4})/, "$1-$2-");
}
