package rtc.muc.internal.container.payara;

import java.util.Objects;

/**
 * An object of the server's own, of a class that is not there at compile time. Its public methods are called by name.
 *
 * @param object the object
 */
record ReflectiveObject(Object object) {

    /** {@return whether it has this method, without parameters} */
    boolean has(String method) {
        try {
            object.getClass().getMethod(method);
            return true;
        } catch (NoSuchMethodException none) {
            return false;
        }
    }

    /** Calls a method that returns nothing. */
    void call(String method) throws ReflectiveOperationException {
        object.getClass().getMethod(method).invoke(object);
    }

    /** Calls a method that takes a number and returns nothing. */
    void call(String method, int number) throws ReflectiveOperationException {
        object.getClass().getMethod(method, int.class).invoke(object, number);
    }

    /**
     * {@return what a method returns}
     *
     * @throws NullPointerException if that is null
     */
    ReflectiveObject ask(String method) throws ReflectiveOperationException {
        return new ReflectiveObject(
                Objects.requireNonNull(object.getClass().getMethod(method).invoke(object), method));
    }
}
