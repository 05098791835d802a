package org.tieout.bench.mapper;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/// The most that was still in use after any collection, heap and classes: nearer to what the work needs than what the
/// collector let lie, and never below it.
final class LiveHeap implements AutoCloseable {

    private final AtomicLong most = new AtomicLong();
    private final NotificationListener listener = (notification, _) -> {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            var after = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                    .getGcInfo()
                    .getMemoryUsageAfterGc();
            most.accumulateAndGet(
                    after.values().stream().mapToLong(MemoryUsage::getUsed).sum(), Math::max);
        }
    };

    private final List<NotificationEmitter> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(NotificationEmitter.class::cast)
            .toList();

    LiveHeap() {
        System.gc();
        collectors.forEach(collector -> collector.addNotificationListener(listener, null, null));
    }

    long mostMiB() {
        return most.get() >> 20;
    }

    @Override
    public void close() {
        for (var collector : collectors) {
            try {
                collector.removeNotificationListener(listener);
            } catch (ListenerNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
