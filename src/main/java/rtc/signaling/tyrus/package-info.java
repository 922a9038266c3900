/**
 * Extensions of Tyrus that limit the memory of a connection and work around faults of Tyrus. Tyrus loads a class of
 * this package by name. That class and its nested types are therefore public, but they are not part of the API.
 */
@NullMarked
package rtc.signaling.tyrus;

import org.jspecify.annotations.NullMarked;
