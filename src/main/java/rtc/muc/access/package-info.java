/**
 * Who may come in, asked before the upgrade: pages by their {@linkplain rtc.muc.access.OriginCheck origin}, and everybody
 * by the {@link rtc.muc.AccessPolicy} of the application.
 */
@NullMarked
package rtc.muc.access;

import org.jspecify.annotations.NullMarked;
