/**
 * The room token, if there is one: from the fragment of the page's address, `#token=…`, which browsers do not send to
 * servers, or from a script of the embedding application: `globalThis.callPage = { token: async () => … }`.
 *
 * @module access-token
 */

const KEY = "token";

/** Removes the token from the address, so that it is not copied with the link. It is kept until the tab is closed. */
function fromAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  try {
    if (token) {
      sessionStorage.setItem(KEY, token);
    }
    return token ?? sessionStorage.getItem(KEY);
  } catch {
    return token; // Storage is disabled: the token is kept until the page is closed.
  } finally {
    if (token) {
      history.replaceState(null, "", location.pathname + location.search);
    }
  }
}

const given = fromAddress();

/** Supplies the token; undefined if there is none. @type {(() => string | Promise<string>) | undefined} */
export const accessToken = globalThis.callPage?.token ?? (given ? () => given : undefined);
