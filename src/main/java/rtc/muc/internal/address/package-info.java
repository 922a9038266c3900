/** IP addresses of clients, parsed and taken from the headers of trusted proxies. */
@NullMarked
package rtc.muc.internal.address;

import org.jspecify.annotations.NullMarked;
