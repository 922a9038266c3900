package rtc.signaling;

import jakarta.websocket.MessageHandler;
import java.util.function.Consumer;

/** Joins the parts of each text. Not thread-safe. */
final class TextParts implements MessageHandler.Partial<String> {

    private final int maxChars;
    private final Consumer<String> texts;
    private final Runnable tooLarge;
    private StringBuilder parts = new StringBuilder();
    private boolean refused;

    /**
     * @param maxChars the maximum number of characters of a text
     * @param texts receives each text when its last part has arrived
     * @param tooLarge runs once, for the first text that is longer; no text is passed on afterwards
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
