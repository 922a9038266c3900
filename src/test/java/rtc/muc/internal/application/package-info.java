@NullMarked
package rtc.muc.internal.application;

import org.jspecify.annotations.NullMarked;
