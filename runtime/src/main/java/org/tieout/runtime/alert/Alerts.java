package org.tieout.runtime.alert;

import java.util.Map;

public interface Alerts extends AutoCloseable {

    /// Raises an alert, or does nothing if it stands already with these words.
    ///
    /// @param id identifies the trouble, for example `amazon-us|authorization`
    /// @param subject the connection, flow or settlement it concerns
    /// @param message what is wrong
    /// @param nextStep what to do next
    void raise(String id, String subject, String message, String nextStep);

    /// The trouble is over. Does nothing if there was none.
    void resolve(String id);

    @Override
    void close();

    /// Keeps the messages of standing alerts in that map, by id; for tests and offline work. Give a
    /// concurrent map.
    static Alerts into(Map<String, String> standing) {
        return new Alerts() {
            @Override
            public void raise(String id, String subject, String message, String nextStep) {
                standing.put(id, message);
            }

            @Override
            public void resolve(String id) {
                standing.remove(id);
            }

            @Override
            public void close() {}
        };
    }
}
