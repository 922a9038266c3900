/** What the call page needs of the server beside the rooms: a file with the ICE servers, and the headers. */
@NullMarked
package rtc.muc.internal.page;

import org.jspecify.annotations.NullMarked;
