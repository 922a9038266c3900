package rtc.signaling;

import jakarta.json.JsonValue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The listeners of events with data, by the name of the event. */
final class EventListeners {

    private final Map<String, Listeners<JsonValue>> byName = new ConcurrentHashMap<>();
    private final ListenerInvoker invoker;

    EventListeners(ListenerInvoker invoker) {
        this.invoker = invoker;
    }

    Subscription add(String event, Consumer<? super JsonValue> listener) {
        return byName.computeIfAbsent(event, name -> new Listeners<>(invoker)).add(listener);
    }

    void fire(String event, JsonValue data) {
        var listeners = byName.get(event);
        if (listeners != null) {
            listeners.fire(data);
        }
    }
}
