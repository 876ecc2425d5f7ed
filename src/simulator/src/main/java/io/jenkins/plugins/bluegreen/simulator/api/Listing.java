package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists, whole or page by page. */
final class Listing {
    private static final int PAGES = 50;

    private final Store store;
    private final Map<String, Page> pages = new LinkedHashMap<>();
    private long last;

    Listing(Store store) {
        this.store = store;
    }

    /** What is left of a list after its first pages; objects never change, so it stays what it was. */
    private record Page(long version, List<ObjectNode> rest) {}

    static ObjectNode empty(String kind, String apiVersion) {
        ObjectNode list = Store.object().put("kind", kind).put("apiVersion", apiVersion);
        list.putObject("metadata");
        list.putArray("items");
        return list;
    }

    ObjectNode list(Wish wish, Query query) {
        String token = query.text("continue");
        Page page = token.isEmpty() ? fresh(wish, query) : resume(token);
        long limit = query.number("limit");
        boolean more = limit > 0 && page.rest().size() > limit;
        List<ObjectNode> shown = more ? page.rest().subList(0, (int) limit) : page.rest();
        ObjectNode list = wish.view().list(shown);
        ObjectNode metadata = list.withObjectProperty("metadata");
        metadata.put("resourceVersion", Long.toString(page.version()));
        if (more) {
            List<ObjectNode> rest = page.rest().subList((int) limit, page.rest().size());
            metadata.put("continue", keep(new Page(page.version(), rest)));
            metadata.put("remainingItemCount", rest.size());
        }
        return list;
    }

    private Page fresh(Wish wish, Query query) {
        long asked = query.number("resourceVersion");
        List<ObjectNode> all;
        long version;
        synchronized (store) {
            version = store.version();
            all = store.list(wish.kind().plural(), wish.namespace());
        }
        if (asked > version) {
            throw Failures.tooLarge(asked, version);
        }
        boolean exact = query.text("resourceVersionMatch").equals("Exact");
        if (exact && asked != version) {
            throw Failures.expired(asked, version);
        }
        return new Page(version, all.stream().filter(wish.filter()).toList());
    }

    private synchronized String keep(Page page) {
        last++;
        String token = "page-" + last;
        pages.put(token, page);
        if (pages.size() > PAGES) {
            pages.remove(pages.keySet().iterator().next());
        }
        return token;
    }

    private synchronized Page resume(String token) {
        Page page = pages.get(token);
        if (page == null) {
            throw Failures.continueExpired();
        }
        return page;
    }
}
