package rtc.signaling;

import jakarta.websocket.MessageHandler;
import java.util.function.Consumer;

/** Joins the parts of each text. One call at a time. */
final class TextParts implements MessageHandler.Partial<String> {

    private final int maxChars;
    private final Consumer<String> texts;
    private final Runnable tooLarge;
    private StringBuilder parts = new StringBuilder();
    private boolean refused;

    /**
     * @param maxChars the most characters of a text
     * @param texts is given each text when its last part has arrived
     * @param tooLarge is run once for the first longer text; nothing is passed on after that
     */
    TextParts(int maxChars, Consumer<String> texts, Runnable tooLarge) {
        this.maxChars = maxChars;
        this.texts = texts;
        this.tooLarge = tooLarge;
    }

    @Override
    public void onMessage(String part, boolean last) {
        if (refused) {
            return;
        }
        if (part.length() > maxChars - parts.length()) {
            refused = true;
            parts = new StringBuilder();
            tooLarge.run();
        } else if (last && parts.isEmpty()) {
            texts.accept(part);
        } else {
            parts.append(part);
            if (last) {
                var text = parts.toString();
                parts = new StringBuilder();
                texts.accept(text);
            }
        }
    }
}
