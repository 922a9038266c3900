package rtc.signaling;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A type with type arguments, for data that no {@code Class} describes. An example is
 * {@code new GenericType<List<Offer>>() {}}.
 *
 * @param <T> the type
 */
public abstract class GenericType<T> {

    private final Type type;

    /**
     * Called by a subclass, usually an anonymous one, which states the type argument.
     *
     * @throws IllegalStateException if the subclass states no type argument
     */
    protected GenericType() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType named)) {
            throw new IllegalStateException("No type argument: write new GenericType<List<String>>() {}");
        }
        type = named.getActualTypeArguments()[0];
    }

    /** The type argument. */
    final Type type() {
        return type;
    }

    @Override
    public final String toString() {
        return type.getTypeName();
    }
}
