/**
 * The texts of the call page and the rules for choosing them.
 *
 * @module words
 */

const LONGEST_ROOM_NAME = 128; // code points
const LONGEST_NAME = 60;

const SOON = "Try again in a moment.";
const NETWORK = "Check your network and try again.";

const REFUSALS = {
  bad_room_name: "The server does not accept this room name. Choose another.",
  captive: "Something other than the server answered. Your network may ask you to sign in: open another page, then try again.",
  forbidden: "You are not allowed into this room.",
  no_websocket:
    "The server answers, but a proxy or firewall on the way blocks WebSockets. Try another network, or ask its administrator.",
  not_found: "The server has no rooms at this address. Ask its operator.",
  proxy_authentication: "A proxy in your network asks for a password. Ask its administrator.",
  redirected: "Your sign-in has expired, or your network asks for one. Reload this page.",
  room_full: "This room is full.",
  timeout: `The server does not answer. ${NETWORK}`,
  too_many: "You are already in this room in too many places. Leave one of them first.",
  unauthenticated: "This server asks you to sign in first.",
  unavailable: `The server has no place left, or is being restarted. ${SOON}`,
  unreachable: `The server can’t be reached. ${NETWORK}`,
  1001: `The server is being stopped. ${SOON}`,
  1006: `The connection to the server was lost. ${NETWORK}`,
  1012: `The server is being restarted. ${SOON}`,
  1013: `The server has no place left for you in this room. ${SOON}`,
  4401: "This server asks you to sign in first.",
  4403: "You are not allowed into this room.",
  4408: `The server waited too long for an answer. ${SOON}`,
  4429: `The server receives too many messages from you. ${SOON}`,
};

const ENDINGS = {
  ...REFUSALS,
  1000: "The server ended your part in the call.",
  1001: "The server was stopped. Join again in a moment.",
  1012: "The server is being restarted. Join again in a moment.",
  1013: "The server has no place left. Join again in a moment.",
  4401: "Your access has expired. Sign in, or ask for a new invitation, and join again.",
  4403: "You were removed from the room.",
  4408: "The server received nothing from this browser for too long. Join again.",
  4409: "You joined this room from somewhere else.",
  4413: "Your connection is too slow for this room. Join again.",
  4429: "The server received too many messages from this browser. Join again in a moment.",
};

const INTERRUPTIONS = {
  captive: "Your network may ask you to sign in: open another page.",
  no_websocket: "A proxy or firewall on the way blocks WebSockets.",
  not_found: "The server is being restarted.",
  redirected: "Your sign-in may have expired: sign in on another page.",
  unavailable: "The server is full or being restarted.",
  1001: "The server is being restarted.",
  1012: "The server is being restarted.",
};

const CONNECTIONS = {
  new: "Connecting…",
  connecting: "Connecting…",
  disconnected: "Connection is weak…",
  failed: "No connection",
};

const CALL_PROBLEMS = {
  broken: "The call failed.",
  lost: "Connection lost. Trying again…",
  no_answer: "No answer",
  no_relay: "There is no direct way between your networks, and this server has no relay (TURN). Trying again…",
  no_route: "No way was found between your networks. Trying again…",
  observing: "You can see who is here, but not call.",
  unsupported: "This browser can’t make calls.",
};

/** @returns {string} why the name of a room is invalid; empty if it is valid */
export function roomNameProblem(name) {
  if (name === "") {
    return "Enter the name of a room.";
  }
  const joined = name.replace(/(?<=[^\u200c\u200d])[\u200c\u200d]+(?=[^\u200c\u200d])/g, "");
  if (name === "." || name === ".." || /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(joined)) {
    return "A room can’t have this name. Use letters, digits and spaces.";
  }
  if ([...name].length > LONGEST_ROOM_NAME) {
    return `The name of a room may have ${LONGEST_ROOM_NAME} characters.`;
  }
  return "";
}

/**
 * @param {import("./muc-signaling.js").SignalingError} error why joining failed
 * @param {boolean} invited whether the page has a room token
 * @returns {string}
 */
export function joinFailed({ code, retryAfter }, invited = false) {
  if (invited && (code === "unauthenticated" || code === 4401)) {
    return "Your invitation is not valid or has expired. Ask for a new one.";
  }
  if (code === "rate_limited") {
    const when = retryAfter ? `Try again in ${Math.ceil(retryAfter / 1000)} seconds.` : SOON;
    return `Too many connections come from your network. ${when}`;
  }
  return REFUSALS[code] ?? `The server did not let you into this room (${code}).`;
}

/** @returns {string} why the call has ended, unless the user ended it */
export function callEnded({ code }) {
  return ENDINGS[code] ?? `The server ended the connection (${code}). Join again.`;
}

/** @returns {string} the text that the page shows while it has no connection to the server */
export function callInterrupted({ code }) {
  const why = INTERRUPTIONS[code] ?? "The connection to the server was lost.";
  return `${why} Picture and sound go on. Reconnecting…`;
}

/**
 * @param {RTCPeerConnectionState} state
 * @param {string} [problem] the reason for a problem with the connection
 * @returns {string} the state of the connection to a peer; empty if it is good
 */
export function connectionWords(state, problem) {
  return CALL_PROBLEMS[problem] ?? CONNECTIONS[state] ?? "";
}

/** @returns {string} the connection quality */
export function qualityWords(quality) {
  if (quality === null) {
    return "No connection";
  }
  const parts = [quality.relayed ? "Through a relay" : "Direct"];
  if (quality.roundTrip !== undefined) {
    parts.push(`${quality.roundTrip} ms`);
  }
  if (quality.lost >= 0.01) {
    parts.push(`${Math.round(quality.lost * 100)} % lost`);
  }
  return parts.join(" · ");
}

/** @returns {string} who is in a room, for a screen reader user who has just joined */
export function whoIsHere(room, names) {
  if (names.length === 0) {
    return `You joined ${room}. Nobody else is here.`;
  }
  const all = names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return `You joined ${room}. ${all} ${names.length === 1 ? "is" : "are"} here.`;
}

/** Splits a text into user-perceived characters: an emoji of several code points is one. */
export function graphemes(text) {
  return typeof Intl.Segmenter === "function"
    ? Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
    : [...text];
}

/** @returns {string} the display name of a peer, whose status may contain anything */
export function displayName(status) {
  const name = typeof status.name === "string" ? status.name : "";
  const visible = name
    .replace(/[\p{Cc}\p{Cs}]|(?![\u200c\u200d])\p{Cf}/gu, " ")
    .replace(/^[\s\u200c\u200d]+|[\s\u200c\u200d]+$/g, "");
  const shown = graphemes(visible.slice(0, 20 * LONGEST_NAME)).slice(0, LONGEST_NAME).join("");
  return shown || "Someone";
}

/** @returns {string} an unguessable room name */
export function newRoomName() {
  return randomLetters(12).replace(/^(.{4})(.{4})/, "$1-$2-");
}

/** @returns {string} random letters, as many as requested */
export function randomLetters(count) {
  const letters = "abcdefghjkmnpqrstuvwxyz";
  return Array.from(crypto.getRandomValues(new Uint32Array(count)), (n) => letters[n % letters.length]).join("");
}
