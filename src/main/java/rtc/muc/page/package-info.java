/** What the call page needs of the server beside the rooms: the ICE servers and the headers. */
@NullMarked
package rtc.muc.page;

import org.jspecify.annotations.NullMarked;
