package io.jenkins.plugins.bluegreen.jenkins.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.htmlunit.MockWebConnection;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the script of a job's page changes of it, in a browser without Jenkins. */
class ReleasesScriptTest {
    private static final Path SCRIPT = Path.of(
            "src", "main", "resources", "io", "jenkins", "plugins", "bluegreen", "jenkins", "pages", "releases.js");
    private static final String HOST = "http://localhost/";

    private final WebClient client = new WebClient();
    private final MockWebConnection server = new MockWebConnection();

    @AfterEach
    void close() {
        client.close();
    }

    private static String snapshot(String notice, String... rows) {
        return "<div class='bg-snapshot' data-pending='true'><div role='status'>%s</div><table><tbody>%s</tbody></table></div>"
                .formatted(notice, String.join("", rows));
    }

    private static String row(String name, String state) {
        return "<tr id='row-%s' class='%s'><td>%s</td><td><a id='back-%s' href='#'>Roll back</a></td></tr>"
                .formatted(name, state, state, name);
    }

    private HtmlPage page(String first) throws IOException {
        client.getOptions().setFetchPolyfillEnabled(true);
        client.setWebConnection(server);
        server.setResponse(
                new URL(HOST),
                "<html><body><div class='bg-releases' data-url='table'>%s</div><script>%s</script></body></html>"
                        .formatted(first, Files.readString(SCRIPT)),
                "text/html");
        answers(first);
        return client.getPage(HOST);
    }

    private void answers(String html) throws IOException {
        server.setResponse(new URL(HOST + "table"), html, "text/html");
    }

    private void await(HtmlPage page, String text) {
        for (int i = 0; i < 20 && !page.asXml().contains(text); i++) {
            client.waitForBackgroundJavaScript(500);
        }
        assertThat(page.asXml()).contains(text);
    }

    @Test
    void onlyWhatHasChangedIsTouched() throws Exception {
        HtmlPage page = page(snapshot("", row("v002", "serves"), row("v001", "kept")));
        DomElement second = page.getElementById("row-v001");
        DomElement button = page.getElementById("back-v001");
        DomElement status = page.querySelector("[role=status]");
        button.focus();

        answers("\n  "
                + snapshot("\n <p>It waits.</p>", row("v003", "dark"), row("v002", "kept"), row("v001", "good")));
        await(page, "v003");

        assertThat(page.getElementById("row-v001")).isSameAs(second);
        assertThat(second.getAttribute("class")).isEqualTo("good");
        assertThat(second.asNormalizedText()).startsWith("good");
        assertThat(page.getElementById("back-v001")).isSameAs(button);
        assertThat(page.getFocusedElement()).isSameAs(button);
        assertThat(page.<DomElement>querySelector("[role=status]")).isSameAs(status);
        assertThat(status.asNormalizedText()).isEqualTo("It waits.");
        assertThat(page.querySelectorAll("tr").stream().map(row -> ((DomElement) row).getId()))
                .containsExactly("row-v003", "row-v002", "row-v001");
    }

    @Test
    void whatComesBetweenLeavesTheOthersAsTheyAre() throws Exception {
        HtmlPage page = page("\n" + snapshot("<p class='last'>last</p>", row("v001", "kept")));
        DomElement table = page.querySelector("table");

        answers(snapshot("text <b>bold</b> <p class='last'>last, again</p>", row("v001", "kept")));
        await(page, "last, again");

        assertThat(page.<DomElement>querySelector("table")).isSameAs(table);
        assertThat(page.<DomElement>querySelector("[role=status]").asNormalizedText())
                .isEqualTo("text bold\nlast, again");
    }

    @Test
    void whatIsNoLongerThereGoes() throws Exception {
        HtmlPage page = page(snapshot("<p>It waits.</p>", row("v002", "serves"), row("v001", "kept")));
        DomElement last = page.getElementById("row-v001");

        answers(snapshot("", row("v001", "serves")));
        await(page, "class=\"serves\"");
        for (int i = 0; i < 20 && page.getElementById("row-v002") != null; i++) {
            client.waitForBackgroundJavaScript(500);
        }

        assertThat(page.querySelectorAll("tr")).hasSize(1);
        assertThat(page.getElementById("row-v001")).isSameAs(last);
        assertThat(page.asXml()).doesNotContain("It waits.");
    }
}
