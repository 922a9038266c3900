/** Tests of the classes that run the links. */
@NullMarked
package rtc.muc.internal.cluster.node;

import org.jspecify.annotations.NullMarked;
