package org.tieout.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoopbackTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080/hook", "https://localhost/x", "http://[::1]:1/", "http://127.1.2.3"})
    void thisMachineMayBeCalled(String url) {
        assertThat(Loopback.mayCall(url)).isTrue();
    }

    /// A name that only a look-up would tell is another's, whatever it would tell.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "http://127.0.0.1.example.com/",
                "http://localhost.example.com/",
                "ftp://127.0.0.1/",
                "http://10.0.0.1/",
                "127.0.0.1",
                "no url",
                ""
            })
    void nobodyElseIs(String url) {
        assertThat(Loopback.mayCall(url)).isFalse();
    }
}
