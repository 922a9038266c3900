package rtc.muc.internal.cluster.jgroups;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jgroups.util.SizeStreamable;

/** Objects that record when a receiver creates them from bytes. */
public final class Canary {

    /** How many canaries have been created from bytes in this JVM. */
    static final AtomicInteger TOUCHED = new AtomicInteger();

    private Canary() {}

    /** A canary that Java serialization creates. */
    static final class Serialized implements Serializable {

        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) {
            TOUCHED.incrementAndGet();
        }
    }

    /** A canary that JGroups creates by its class name. Public because JGroups calls the constructor. */
    public static final class Named implements SizeStreamable {

        @Override
        public int serializedSize() {
            return 0;
        }

        @Override
        public void writeTo(DataOutput out) {}

        @Override
        public void readFrom(DataInput in) {
            TOUCHED.incrementAndGet();
        }
    }
}
