/**
 * What servers need beyond the standard, one package for each server. Only what they share is in this one.
 */
@NullMarked
package rtc.muc.internal.container;

import org.jspecify.annotations.NullMarked;
