/**
 * What the client adds to Tyrus, which the project's users require: it limits what a connection keeps in memory, and works
 * around its faults. Tyrus loads the classes by name. They are public for Tyrus alone and not part of the API.
 */
@NullMarked
package rtc.signaling.tyrus;

import org.jspecify.annotations.NullMarked;
