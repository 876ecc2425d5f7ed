package io.jenkins.plugins.bluegreen.jenkins.views;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.Page;
import org.jvnet.hudson.test.JenkinsRule;

/** A plugin that draws builds, asked as its own screens ask it. */
abstract class Screen {
    private final JenkinsRule jenkins;

    Screen(JenkinsRule jenkins) {
        this.jenkins = jenkins;
    }

    /** Answer to a GET, below the context path. */
    final String get(String path) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            Page page = client.getPage(client.getContextPath() + path);
            return page.getWebResponse().getContentAsString();
        }
    }

    final JSONObject object(String path) throws Exception {
        return JSONObject.fromObject(get(path));
    }

    final JSONArray array(String path) throws Exception {
        return JSONArray.fromObject(get(path));
    }

    static List<JSONObject> objects(JSONArray array) {
        List<JSONObject> objects = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            objects.add(array.getJSONObject(i));
        }
        return objects;
    }

    /** A text; none is as good as an empty one. */
    static String text(JSONObject object, String key) {
        return object.optJSONObject(key) == null && "null".equals(object.getString(key)) ? "" : object.getString(key);
    }

    static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    static JSONObject named(List<JSONObject> all, String key, String name) throws IOException {
        return all.stream()
                .filter(one -> name.equals(one.getString(key)))
                .findFirst()
                .orElseThrow(() -> new IOException("No step is called " + name + ": " + all));
    }
}
