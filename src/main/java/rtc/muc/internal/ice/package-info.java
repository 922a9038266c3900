/**
 * STUN and TURN servers for the clients: static ones from the settings, and TURN servers with temporary credentials for
 * each client.
 *
 * <p>Credentials and the secret that signs them are never logged.
 */
@NullMarked
package rtc.muc.internal.ice;

import org.jspecify.annotations.NullMarked;
