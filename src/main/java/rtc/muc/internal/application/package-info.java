/**
 * What applications see of the rooms: the {@link rtc.muc.RoomManager} bean, and the delivery of CDI events on a thread of its
 * own.
 */
@NullMarked
package rtc.muc.internal.application;

import org.jspecify.annotations.NullMarked;
