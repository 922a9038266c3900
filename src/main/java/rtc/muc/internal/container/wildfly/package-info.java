/**
 * Adaptations for WildFly, by reflection on its WebSocket container (Undertow). On other servers, this package does
 * nothing.
 */
@NullMarked
package rtc.muc.internal.container.wildfly;

import org.jspecify.annotations.NullMarked;
