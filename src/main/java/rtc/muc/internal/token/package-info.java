/**
 * Room tokens: signed JWTs that let a client into one room for a while. Switched on by the settings, and then everybody
 * needs one.
 *
 * <p>The library that signs and checks them is optional: {@link rtc.muc.internal.token.JwtCodec} and
 * {@link rtc.muc.internal.token.JwkSet} alone know it, and are loaded only when tokens are switched on. What is wrong with a token
 * stands in the log at DEBUG, in fixed words; the token never does.
 *
 * <p>Tokens are checked on the worker thread of a handshake, and on threads of this package when they renew access: the
 * check may have to wait until {@link rtc.muc.internal.token.RemoteKeys} has fetched a key.
 */
@NullMarked
package rtc.muc.internal.token;

import org.jspecify.annotations.NullMarked;
