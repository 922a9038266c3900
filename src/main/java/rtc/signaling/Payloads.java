package rtc.signaling;

import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Converts statuses and the data of events between JSON text and objects of the application, with JSON-B. */
final class Payloads {

    private static final Jsonb JSONB = JsonbBuilder.create();

    private Payloads() {}

    /**
     * The JSON text of an object.
     *
     * @throws IllegalArgumentException if JSON-B cannot write the object
     * @throws SignalingException if the object is nested too deeply
     */
    static String write(@Nullable Object data) {
        if (data == null) {
            return "null";
        }
        try {
            return data instanceof JsonValue value ? value.toString() : JSONB.toJson(data);
        } catch (StackOverflowError e) {
            throw SignalingException.badMessage("The data is nested too deeply");
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(advice("write", data.getClass()), e);
        }
    }

    /**
     * The JSON text of a status.
     *
     * @throws IllegalArgumentException if JSON-B cannot write the status, or its JSON text is not an object
     * @throws SignalingException if the status is nested too deeply
     */
    static String writeStatus(Object status) {
        String text = write(status);
        if (!text.startsWith("{")) {
            throw new IllegalArgumentException("A status must be a JSON object");
        }
        return text;
    }

    /**
     * Converts the data to an object of a type.
     *
     * @throws SignalingException if the data does not fit the type
     */
    @SuppressWarnings("unchecked") // Class.cast fails for primitive types
    static <T> T read(JsonValue data, Class<T> type) {
        return type.isInstance(data) ? type.cast(data) : (T) readAs(data, type);
    }

    /**
     * Converts the data to an object of a type with type arguments.
     *
     * @throws SignalingException if the data does not fit the type
     */
    @SuppressWarnings("unchecked") // JSON-B returns an instance of the type
    static <T> T read(JsonValue data, GenericType<T> type) {
        return (T) readAs(data, type.type());
    }

    private static Object readAs(JsonValue data, Type type) {
        @Nullable Object value;
        try {
            value = JSONB.fromJson(data.toString(), type);
        } catch (JsonException | JsonbException | ArithmeticException | IllegalArgumentException e) {
            throw SignalingException.unfitData(advice("read", rawType(type)), e);
        } catch (StackOverflowError e) {
            throw SignalingException.unfitData("The data is nested too deeply", e);
        }
        if (value == null) {
            throw SignalingException.unfitData("There is no data", null);
        }
        return value;
    }

    private static Class<?> rawType(Type type) {
        if (type instanceof ParameterizedType generic) {
            return rawType(generic.getRawType());
        }
        return type instanceof Class<?> plain ? plain : Object.class;
    }

    /** Describes what failed and, if the declaration of the type is the reason, how to correct it. */
    private static String advice(String action, Class<?> type) {
        String failure = "JSON-B cannot " + action + " " + type.getName();
        if (type.isLocalClass() || type.isAnonymousClass()) {
            return failure + ": it is a local class; declare it at the top level or as a static member";
        }
        for (Class<?> each = type; each != null; each = each.getDeclaringClass()) {
            if (!Modifier.isPublic(each.getModifiers())) {
                return failure + ": declare " + each.getName() + " public";
            }
        }
        if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
            return failure + ": it is an inner class; declare it static";
        }
        var module = type.getModule();
        if (module.isNamed() && !module.isExported(type.getPackageName()) && !module.isOpen(type.getPackageName())) {
            return failure + ": add 'opens " + type.getPackageName() + ";' to the module-info of " + module.getName();
        }
        return failure;
    }
}
