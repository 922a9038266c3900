/**
 * What WildFly needs beyond the standard, found by reflection in its WebSocket container (Undertow). On other servers nothing
 * happens.
 */
@NullMarked
package rtc.muc.internal.container.wildfly;

import org.jspecify.annotations.NullMarked;
