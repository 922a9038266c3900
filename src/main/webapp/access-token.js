/**
 * The room token, if one is needed: from the page's address, `#token=…`, which browsers send to no server, or from a
 * script of the application that embeds the page: `globalThis.callPage = { token: async () => … }`.
 *
 * @module access-token
 */

const KEY = "token";

/** Takes the token out of the address, so that nobody copies it with the link. It lives as long as the tab. */
function fromAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  try {
    if (token) {
      sessionStorage.setItem(KEY, token);
    }
    return token ?? sessionStorage.getItem(KEY);
  } catch {
    return token; // Storage is switched off: the token lives as long as the page.
  } finally {
    if (token) {
      history.replaceState(null, "", location.pathname + location.search);
    }
  }
}

const given = fromAddress();

/** Supplies the token; undefined if there is none. @type {(() => string | Promise<string>) | undefined} */
export const accessToken = globalThis.callPage?.token ?? (given ? () => given : undefined);
