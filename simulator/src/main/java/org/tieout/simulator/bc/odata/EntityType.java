package org.tieout.simulator.bc.odata;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tieout.simulator.odata.Refusal;

/// What an entity set declares: its names, its properties in the order of the page, where one can go from it.
/// Written as the vendor's tables are, one property a line: name, kind, length, and `ro` where it is read-only.
///
/// ```
/// number      Code 20  ro
/// displayName Text 100
/// status      Enum     ro  Draft Open Paid
/// lines       Many     salesInvoiceLines
/// customer    One      customers customerId
/// ```
public final class EntityType {
    private final String set;
    private final String name;
    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final Map<String, Navigation> navigations = new LinkedHashMap<>();

    private EntityType(String set, String name) {
        this.set = set;
        this.name = name;
    }

    /// A type with `id` and `lastModifiedDateTime`, as nearly all have.
    public static EntityType declare(String set, String name, String lines) {
        return bare(set, name, "id Guid ro\n" + lines + "\nlastModifiedDateTime Timestamp ro");
    }

    /// A type that keeps no `lastModifiedDateTime`, as document lines do not.
    public static EntityType withoutTimestamp(String set, String name, String lines) {
        return bare(set, name, "id Guid ro\n" + lines);
    }

    /// A type with these properties and no others.
    public static EntityType bare(String set, String name, String lines) {
        EntityType type = new EntityType(set, name);
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(type::add);
        return type;
    }

    private void add(String line) {
        List<String> words = new ArrayList<>(List.of(line.split("\\s+")));
        String first = words.removeFirst();
        String kind = words.removeFirst();
        switch (kind) {
            case "Many" -> navigations.put(first, new Navigation(first, words.getFirst(), true, ""));
            case "One" -> navigations.put(first, new Navigation(first, words.getFirst(), false, words.getLast()));
            default -> properties.put(first, property(first, kind, words));
        }
    }

    private static Property property(String name, String kind, List<String> words) {
        int length = !words.isEmpty() && Character.isDigit(words.getFirst().charAt(0))
                ? Integer.parseInt(words.removeFirst())
                : 0;
        boolean readOnly = words.remove("ro");
        return new Property(name, Property.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), length, readOnly, words);
    }

    /// The entity set's name, in the plural.
    public String set() {
        return set;
    }

    /// The type's name, in the singular.
    public String name() {
        return name;
    }

    /// The properties in the order of the page.
    public Collection<Property> properties() {
        return properties.values();
    }

    /// The property of this name.
    public Optional<Property> property(String property) {
        return Optional.ofNullable(properties.get(property));
    }

    /// The property of this name, in a query.
    ///
    /// @throws Refusal where there is none
    public Property require(String property) {
        return property(property).orElseThrow(() -> Refusals.unknownProperty(name, property));
    }

    /// The navigations in the order of the page.
    public Collection<Navigation> navigations() {
        return navigations.values();
    }

    /// The navigation of this name.
    public Optional<Navigation> navigation(String navigation) {
        return Optional.ofNullable(navigations.get(navigation));
    }
}
