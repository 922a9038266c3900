/** IP addresses of clients: parses them and finds them in the headers of trusted proxies. */
@NullMarked
package rtc.muc.internal.address;

import org.jspecify.annotations.NullMarked;
