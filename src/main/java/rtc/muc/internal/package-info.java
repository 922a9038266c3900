/**
 * How the server works inside. Applications use {@link rtc.muc} alone: everything below this package may change in any
 * version.
 */
@NullMarked
package rtc.muc.internal;

import org.jspecify.annotations.NullMarked;
