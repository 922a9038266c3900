/**
 * What pages need of the server beside the rooms: the headers of the module for browsers and, for the call page, its own
 * headers and a file with the ICE servers.
 */
@NullMarked
package rtc.muc.internal.page;

import org.jspecify.annotations.NullMarked;
