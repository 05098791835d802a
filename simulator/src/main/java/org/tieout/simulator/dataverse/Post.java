package org.tieout.simulator.dataverse;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does in the background, again and again, what nobody asks for. Thread-safe.
final class Post implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Post.class);
    private static final long PAUSE_MILLIS = 100;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Runnable round;

    Post(Runnable round, boolean runs) {
        this.round = round;
        if (runs) {
            Thread.ofVirtual().name("dataverse-post").start(this::run);
        }
    }

    private void run() {
        try {
            while (!stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                once();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void once() {
        try {
            round.run();
        } catch (RuntimeException defect) {
            LOG.error("the simulator failed in the background", defect);
        }
    }

    @Override
    public void close() {
        stopping.countDown();
    }
}
