package io.jenkins.plugins.bluegreen.jenkins.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;

/** Reads pages in tests. */
final class Html {
    private Html() {}

    /** Asserts that a page does as a strict Content-Security-Policy wants it. */
    static void assertNothingInline(HtmlPage page) {
        assertThat(page.querySelectorAll("#main-panel style, #main-panel [style]"))
                .isEmpty();
        assertThat(page.querySelectorAll("script").stream()
                        .map(DomElement.class::cast)
                        .filter(script -> !script.hasAttribute("src"))
                        .filter(script -> !script.getAttribute("type").contains("json"))
                        .map(DomElement::getTextContent)
                        .filter(text -> !text.isBlank()))
                .isEmpty();
        assertThat(page.querySelectorAll("#main-panel *").stream()
                        .flatMap(node -> ((DomElement) node).getAttributesMap().keySet().stream())
                        .filter(attribute -> attribute.startsWith("on")))
                .isEmpty();
    }

    /** What stands in each element, on one line. */
    static List<String> texts(HtmlPage page, String selector) {
        return page.querySelectorAll(selector).stream()
                .map(node -> node.getTextContent().strip().replaceAll("[\\s\u00a0]+", " "))
                .toList();
    }
}
