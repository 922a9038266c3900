/**
 * Room tokens: signed JWTs that let a client into one room for a while. Switched on by the settings, and then everybody
 * needs one.
 *
 * <p>The library that signs and checks them is optional: {@link rtc.muc.token.JoseTokens} alone knows it, and is loaded
 * only when tokens are switched on. What is wrong with a token stands in the log at DEBUG, in fixed words; the token never
 * does.
 */
@NullMarked
package rtc.muc.token;

import org.jspecify.annotations.NullMarked;
