/**
 * The implementation of the API for rooms: the {@link rtc.muc.RoomManager} bean, and the delivery of CDI events on a
 * separate thread.
 */
@NullMarked
package rtc.muc.internal.application;

import org.jspecify.annotations.NullMarked;
