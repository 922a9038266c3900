/**
 * Resources for web pages: the headers of the module for browsers and, for the call page, security headers and the list
 * of ICE servers.
 */
@NullMarked
package rtc.muc.internal.page;

import org.jspecify.annotations.NullMarked;
