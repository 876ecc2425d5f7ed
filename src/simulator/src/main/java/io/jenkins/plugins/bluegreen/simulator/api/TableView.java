package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.List;

/**
 * A table, as {@code kubectl get} asks for.
 *
 * @param kind of the objects
 * @param include {@code None}, {@code Object}, or metadata alone
 */
record TableView(Kind kind, String include) implements View {
    @Override
    public ObjectNode object(ObjectNode object) {
        return list(List.of(object));
    }

    @Override
    public ObjectNode list(List<ObjectNode> objects) {
        List<Column> columns = Columns.ofKind(kind.plural());
        ObjectNode table = Store.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        ObjectNode metadata = table.putObject("metadata");
        if (objects.size() == 1) {
            metadata.set("resourceVersion", objects.get(0).path("metadata").path("resourceVersion"));
        }
        ArrayNode definitions = table.putArray("columnDefinitions");
        for (Column column : columns) {
            definitions
                    .addObject()
                    .put("name", column.name())
                    .put("type", "string")
                    .put("format", column.name().equals("Name") ? "name" : "")
                    .put("description", column.name())
                    .put("priority", column.wide() ? 1 : 0);
        }
        ArrayNode rows = table.putArray("rows");
        for (ObjectNode object : objects) {
            ObjectNode row = rows.addObject();
            ArrayNode cells = row.putArray("cells");
            columns.forEach(column -> cells.add(column.cell().apply(object)));
            if (include.equals("Object")) {
                row.set("object", object);
            } else if (!include.equals("None")) {
                row.set("object", new MetadataView().object(object));
            }
        }
        return table;
    }
}
