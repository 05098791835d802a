package org.tieout.runtime.kafka;

import io.apicurio.registry.resolver.client.RegistryArtifactReference;
import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.client.RegistryVersionCoordinates;
import io.apicurio.registry.resolver.strategy.ArtifactReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A registry in memory, for topology tests. A content's id is its position, from 1. Thread-safe.
final class InMemoryRegistry implements RegistryClientFacade {

    private record Version(String group, String artifact, long contentId) {}

    private final List<String> contents = new ArrayList<>();
    private final List<Version> versions = new ArrayList<>();

    @Override
    public synchronized String getSchemaByContentId(Long contentId) {
        return contents.get(Math.toIntExact(contentId) - 1);
    }

    @Override
    public String getSchemaByGlobalId(long globalId, boolean dereference) {
        return getSchemaByContentId(versionAt(globalId).contentId());
    }

    @Override
    public synchronized String getSchemaByGAV(String group, String artifact, @Nullable String version) {
        return getSchemaByContentId(newest(group, artifact).contentId());
    }

    @Override
    public String getSchemaByContentHash(String contentHash) {
        throw new UnsupportedOperationException("records carry content ids, not hashes");
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByContentId(long contentId) {
        return List.of();
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByGlobalId(long globalId) {
        return List.of();
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByGAV(String group, String artifact, String version) {
        return List.of();
    }

    @Override
    public List<RegistryArtifactReference> getReferencesByContentHash(String contentHash) {
        return List.of();
    }

    @Override
    public synchronized List<RegistryVersionCoordinates> searchVersionsByContent(
            String schema, String artifactType, ArtifactReference reference, boolean canonicalize) {
        var contentId = contents.indexOf(schema) + 1;
        return versions.stream()
                .filter(version -> version.contentId() == contentId)
                .map(this::coordinates)
                .toList();
    }

    @Override
    public synchronized RegistryVersionCoordinates createSchema(
            String artifactType,
            @Nullable String group,
            String artifact,
            @Nullable String version,
            String autoCreateBehavior,
            boolean canonical,
            String schema,
            Set<RegistryArtifactReference> references) {
        if (!contents.contains(schema)) {
            contents.add(schema);
        }
        var created =
                new Version(Objects.requireNonNullElse(group, "default"), artifact, contents.indexOf(schema) + 1L);
        if (!versions.contains(created)) {
            versions.add(created);
        }
        return coordinates(created);
    }

    @Override
    public synchronized RegistryVersionCoordinates getVersionCoordinatesByGAV(
            String group, String artifact, @Nullable String version) {
        return coordinates(newest(group, artifact));
    }

    @Override
    public @Nullable Object getClient() {
        return null;
    }

    private synchronized Version versionAt(long globalId) {
        return versions.get(Math.toIntExact(globalId) - 1);
    }

    private Version newest(@Nullable String group, String artifact) {
        var wanted = Objects.requireNonNullElse(group, "default");
        return versions.reversed().stream()
                .filter(version ->
                        version.group().equals(wanted) && version.artifact().equals(artifact))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no schema of " + wanted + "/" + artifact));
    }

    private RegistryVersionCoordinates coordinates(Version version) {
        return RegistryVersionCoordinates.create(
                versions.indexOf(version) + 1L, version.contentId(), version.group(), version.artifact(), "1");
    }
}
