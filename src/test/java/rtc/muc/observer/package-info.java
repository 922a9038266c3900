@NullMarked
package rtc.muc.observer;

import org.jspecify.annotations.NullMarked;
