package rtc.it.login;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The last principal that the endpoint saw in each room. */
@ApplicationScoped
public class Principals {

    private final Map<String, String> seen = new ConcurrentHashMap<>();

    void note(String room, String name) {
        seen.put(room, name);
    }

    String in(String room) {
        return seen.getOrDefault(room, "");
    }
}
