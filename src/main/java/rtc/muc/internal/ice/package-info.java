/**
 * STUN and TURN servers for the clients: the static ones of the settings, and TURN servers with credentials that are made
 * for one client and expire.
 *
 * <p>Credentials and the secret that signs them are in no log.
 */
@NullMarked
package rtc.muc.internal.ice;

import org.jspecify.annotations.NullMarked;
