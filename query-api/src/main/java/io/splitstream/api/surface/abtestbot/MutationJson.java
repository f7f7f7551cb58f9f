package io.splitstream.api.surface.abtestbot;

import io.splitstream.api.site.experiment.PageChange;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.site.Mutation;
import io.splitstream.contracts.site.MutationAction;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Changes of pages to and from JSON. */
final class MutationJson {
    private MutationJson() {}

    /**
     * Reads what the document found valid.
     *
     * @throws IllegalArgumentException if it is no change that a browser may be told of
     */
    static List<PageChange> read(JsonArray array) {
        List<PageChange> changes = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            JsonObject mutation = array.getJsonObject(i);
            changes.add(new PageChange(
                    new Mutation(
                            mutation.getString("selector"),
                            MutationAction.valueOf(mutation.getString("action").toUpperCase(Locale.ROOT)),
                            mutation.getString("payload"),
                            mutation.getString("attribute_name")),
                    mutation.getString("description")));
        }
        return changes;
    }

    static JsonArray write(List<PageChange> changes) {
        return JsonForms.array(changes, MutationJson::write);
    }

    private static JsonObject write(PageChange change) {
        Mutation mutation = change.mutation();
        JsonObject json = new JsonObject()
                .put("selector", mutation.selector())
                .put("action", mutation.action().word())
                .put("payload", mutation.payload());
        if (mutation.attributeName() != null) {
            json.put("attribute_name", mutation.attributeName());
        }
        return change.description() == null ? json : json.put("description", change.description());
    }
}
