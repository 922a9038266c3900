/**
 * The scripts of {@code wildfly-config} on a WildFly as it is downloaded. These tests start the server themselves, for they
 * look at how it is before and after.
 */
@NullMarked
package rtc.it.config;

import org.jspecify.annotations.NullMarked;
