/**
 * Room tokens: signed JWTs that admit a client to one room for a limited time. If the settings enable room tokens,
 * every client needs one.
 *
 * <p>The library that signs and checks tokens is optional: only {@link rtc.muc.internal.token.JwtCodec} and
 * {@link rtc.muc.internal.token.JwkSet} use it, and these classes are loaded only if tokens are enabled. The reason for
 * refusing a token is logged at DEBUG in fixed words; tokens are never logged.
 *
 * <p>The check of handshakes is in this package, so that the package of handshakes does not depend on tokens. Tokens
 * are checked on the worker thread of a handshake or, if they renew access, on threads of this package, because the
 * check may wait until {@link rtc.muc.internal.token.RemoteKeys} has fetched a key.
 */
@NullMarked
package rtc.muc.internal.token;

import org.jspecify.annotations.NullMarked;
