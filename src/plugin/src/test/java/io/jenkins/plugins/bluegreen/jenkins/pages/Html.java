package io.jenkins.plugins.bluegreen.jenkins.pages;

import java.util.List;
import org.htmlunit.html.HtmlPage;

/** Reads pages in tests. */
final class Html {
    private Html() {}

    /** What stands in each element, on one line. */
    static List<String> texts(HtmlPage page, String selector) {
        return page.querySelectorAll(selector).stream()
                .map(node -> node.getTextContent().strip().replaceAll("[\\s\u00a0]+", " "))
                .toList();
    }
}
