/**
 * Extensions of Tyrus that limit the memory of a connection and work around faults of Tyrus. Tyrus loads a class of
 * this package by name, so it is public, but it is not part of the API.
 */
@NullMarked
package rtc.signaling.tyrus;

import org.jspecify.annotations.NullMarked;
