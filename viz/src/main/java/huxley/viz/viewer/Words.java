package huxley.viz.viewer;

import java.util.Locale;
import java.util.ResourceBundle;

/** What the viewer says, in the language of its user. */
public final class Words {
    private final ResourceBundle bundle;

    /** @param language such as English; others than there are fall back to it */
    public Words(Locale language) {
        bundle = ResourceBundle.getBundle("huxley.viz.viewer.words", language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String of(String key) {
        return bundle.getString(key);
    }

    /** With numbers or names put in for {0}, {1}, ... */
    String of(String key, Object... parts) {
        return java.text.MessageFormat.format(of(key), parts);
    }
}
