/**
 * The implementation of the server. Applications use only {@link rtc.muc}: everything in and below this package may
 * change in any version.
 */
@NullMarked
package rtc.muc.internal;

import org.jspecify.annotations.NullMarked;
