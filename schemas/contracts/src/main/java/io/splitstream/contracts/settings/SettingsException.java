package io.splitstream.contracts.settings;

import java.util.List;

/** Settings that cannot be used; the message lists every one of them. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param errors one or more, each with the setting's name and what is expected
     */
    public SettingsException(List<String> errors) {
        super(errors.size() + " setting(s) cannot be used:\n  " + String.join("\n  ", errors));
    }
}
