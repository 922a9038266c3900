package rtc.muc.internal.container.payara;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An object of the server whose class is unknown at compile time. Its public methods are called by name.
 *
 * @param object the object
 */
record ReflectiveObject(Object object) {

    /** {@return whether the object has a method of this name without parameters} */
    boolean has(String method) {
        try {
            object.getClass().getMethod(method);
            return true;
        } catch (NoSuchMethodException none) {
            return false;
        }
    }

    /** Calls a method without parameters and without a result. */
    void call(String method) throws ReflectiveOperationException {
        object.getClass().getMethod(method).invoke(object);
    }

    /** Calls a method with one {@code int} parameter and without a result. */
    void call(String method, int number) throws ReflectiveOperationException {
        object.getClass().getMethod(method, int.class).invoke(object, number);
    }

    /** Calls a method with one {@code boolean} parameter and without a result. */
    void call(String method, boolean yes) throws ReflectiveOperationException {
        object.getClass().getMethod(method, boolean.class).invoke(object, yes);
    }

    /** Calls a method with a {@code String} and an {@code Object} as parameters and without a result. */
    void call(String method, String text, Object any) throws ReflectiveOperationException {
        object.getClass().getMethod(method, String.class, Object.class).invoke(object, text, any);
    }

    /** {@return the result of a method, which may be null} */
    @Nullable
    Object find(String method) throws ReflectiveOperationException {
        return object.getClass().getMethod(method).invoke(object);
    }

    /**
     * {@return the last result of the methods, each called on the result of the one before; null if one of them returns
     * null}
     */
    @Nullable
    Object follow(List<String> methods) throws ReflectiveOperationException {
        Object at = object;
        for (String method : methods) {
            at = at == null ? null : new ReflectiveObject(at).find(method);
        }
        return at;
    }

    /**
     * {@return the last result of the methods, each called on the result of the one before}
     *
     * @throws NullPointerException if one of the methods returns null
     */
    ReflectiveObject lead(List<String> methods) throws ReflectiveOperationException {
        ReflectiveObject at = this;
        for (String method : methods) {
            at = at.ask(method);
        }
        return at;
    }

    /**
     * {@return the result of a method}
     *
     * @throws NullPointerException if the result is null
     */
    ReflectiveObject ask(String method) throws ReflectiveOperationException {
        return new ReflectiveObject(Objects.requireNonNull(find(method), method));
    }
}
