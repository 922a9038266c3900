/**
 * The scripts of {@code wildfly-config} on a WildFly as downloaded. These tests start the server themselves, because
 * they examine it before and after a script is applied.
 */
@NullMarked
package rtc.it.config;

import org.jspecify.annotations.NullMarked;
