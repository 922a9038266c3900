/**
 * The room token, if any. A script of the embedding application supplies it by
 * `globalThis.callPage = { token: async () => … }`; otherwise it is in the fragment of the page's address, `#token=…`,
 * which browsers do not send to servers.
 *
 * @module access-token
 */

const KEY = "token";

/**
 * Reads the token from the address, or else from the storage of the tab, and removes it from the address, so that users
 * do not copy it with the link. The storage retains it until the tab is closed.
 */
function fromAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  try {
    if (token) {
      sessionStorage.setItem(KEY, token);
    }
    return token ?? sessionStorage.getItem(KEY);
  } catch {
    return token; // Storage is disabled: the token is lost when the page is closed.
  } finally {
    if (token) {
      history.replaceState(null, "", location.pathname + location.search);
    }
  }
}

const given = fromAddress();

/** Supplies the token; undefined without a token. @type {(() => string | Promise<string>) | undefined} */
export const accessToken = globalThis.callPage?.token ?? (given ? () => given : undefined);
