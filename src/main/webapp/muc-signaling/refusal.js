import { SignalingError } from "./signaling-error.js";

const PATIENCE = 5000;

const CODES = {
  400: ["bad_room_name", "The server does not accept the address"],
  401: ["unauthenticated", "The server asks for credentials, or does not accept them"],
  403: ["forbidden", "The server does not admit this client"],
  404: ["not_found", "There is no such room on this server"],
  407: ["proxy_authentication", "A proxy asks for credentials"],
  408: ["unavailable", "The server did not answer in time"],
  421: ["unavailable", "Another server answered"],
  426: ["no_websocket", "The server admits this client, but the WebSocket did not get through"],
  429: ["rate_limited", "Too many connections"],
  511: ["captive", "The network asks for a sign-in"],
};

/**
 * Finds out why a WebSocket was refused, because browsers do not report the reason: requests the same address with the
 * same credentials over plain HTTP. The server answers with the status of the handshake.
 *
 * @param {string} url the address of the WebSocket
 * @param {string | undefined} token
 * @param {typeof fetch} fetch
 * @returns {Promise<SignalingError>} the reason; its code is `unreachable` if this page receives no answer or may not
 *     read it
 */
export async function refusal(url, token, fetch) {
  try {
    const answer = await fetch(url.replace(/^ws/i, "http"), {
      cache: "no-store",
      credentials: "include",
      redirect: "manual",
      headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(PATIENCE),
    });
    answer.body?.cancel().catch(() => {});
    return meaning(answer);
  } catch {
    return new SignalingError("unreachable", "The server was not reached, or did not let this page read its answer");
  }
}

function meaning({ type, status, headers }) {
  const details = { status, retryAfter: retryAfter(headers) };
  const [code, reason] = CODES[status] ?? otherwise(type, status);
  return new SignalingError(code, reason, details);
}

function otherwise(type, status) {
  if (type === "opaqueredirect" || (status >= 300 && status < 400)) {
    return ["redirected", "The answer is a redirect: the sign-in may have expired"];
  }
  if (status >= 200 && status < 300) {
    return ["captive", "A page answered instead of the server: a login page, or a network that asks for a sign-in"];
  }
  return status >= 500 ? ["unavailable", `Status ${status}`] : ["refused", `Status ${status}`];
}

function retryAfter(headers) {
  const seconds = Number.parseInt(headers?.get("Retry-After") ?? "", 10);
  return Number.isSafeInteger(seconds) && seconds >= 0 ? Math.min(seconds, 3600) * 1000 : undefined;
}
