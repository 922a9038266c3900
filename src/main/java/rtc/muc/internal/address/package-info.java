/** IP addresses of clients: how they are read, and how trusted proxies tell them. */
@NullMarked
package rtc.muc.internal.address;

import org.jspecify.annotations.NullMarked;
