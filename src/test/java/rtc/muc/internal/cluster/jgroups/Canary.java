package rtc.muc.internal.cluster.jgroups;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jgroups.util.SizeStreamable;

/** Objects that notice when a receiver makes them from bytes. */
public final class Canary {

    /** How often one was made, in this JVM. */
    static final AtomicInteger TOUCHED = new AtomicInteger();

    private Canary() {}

    /** Is made by Java serialization. */
    static final class Serialized implements Serializable {

        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) {
            TOUCHED.incrementAndGet();
        }
    }

    /** Is made by JGroups, which finds the class by its name. Public because JGroups calls its constructor. */
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
