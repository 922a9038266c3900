/** Tests of the code for Payara, with fakes of Payara's classes. */
@NullMarked
package rtc.muc.internal.container.payara;

import org.jspecify.annotations.NullMarked;
