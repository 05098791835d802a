package org.tieout.platform;

import java.nio.file.Path;

public class Try {
    public static void main(String[] a) throws Exception {
        for (int i = 0; i < 2; i++) {
            long t = System.nanoTime();
            try (var b = EmbeddedBroker.start(Path.of(a[0], "kafka"))) {
                System.out.println("broker " + (System.nanoTime() - t) / 1e9 + " " + b.bootstrapServers());
                t = System.nanoTime();
            }
            System.out.println("closed " + (System.nanoTime() - t) / 1e9);
            t = System.nanoTime();
            try (var b = EmbeddedRegistry.start(Path.of(a[0], "registry"))) {
                System.out.println("registry " + (System.nanoTime() - t) / 1e9 + " " + b.registryUrl());
                t = System.nanoTime();
            }
            System.out.println("closed " + (System.nanoTime() - t) / 1e9);
            t = System.nanoTime();
            try (var b = EmbeddedPlatform.start(Path.of(a[0]))) {
                System.out.println("both " + (System.nanoTime() - t) / 1e9);
                System.out.println(Endpoints.read(Path.of(a[0])));
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "ss -ltnp; ps -o pid,pgid,rss,args -p " + b.registryPid() + ","
                                        + ProcessHandle.current().pid() + " | cut -c1-150")
                        .inheritIO()
                        .start()
                        .waitFor();
                t = System.nanoTime();
            }
            System.out.println("closed " + (System.nanoTime() - t) / 1e9);
        }
        System.out.println(Endpoints.read(Path.of(a[0])));
    }
}
