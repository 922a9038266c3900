/** Tests of what runs the links. */
@NullMarked
package rtc.muc.internal.cluster.node;

import org.jspecify.annotations.NullMarked;
