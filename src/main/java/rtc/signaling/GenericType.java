package rtc.signaling;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A type with type arguments, for data that no {@code Class} describes: {@code new GenericType<List<Offer>>() {}}.
 *
 * @param <T> the type
 */
public abstract class GenericType<T> {

    private final Type type;

    /**
     * Called by a subclass, usually an anonymous one, which names the type.
     *
     * @throws IllegalStateException if the subclass does not name it
     */
    protected GenericType() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType named)) {
            throw new IllegalStateException("No type argument: write new GenericType<List<String>>() {}");
        }
        type = named.getActualTypeArguments()[0];
    }

    /** The type as reflection shows it. */
    final Type type() {
        return type;
    }

    @Override
    public final String toString() {
        return type.getTypeName();
    }
}
