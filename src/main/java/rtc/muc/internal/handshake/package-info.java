/**
 * Who may come in, asked before the upgrade: pages by their {@linkplain rtc.muc.internal.handshake.OriginCheck origin}, and everybody
 * by the {@link rtc.muc.AccessPolicy} of the application.
 */
@NullMarked
package rtc.muc.internal.handshake;

import org.jspecify.annotations.NullMarked;
