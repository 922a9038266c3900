/**
 * Server-specific adaptations beyond Jakarta's standards, in one package for each server. This package contains only
 * what several servers share.
 */
@NullMarked
package rtc.muc.internal.container;

import org.jspecify.annotations.NullMarked;
