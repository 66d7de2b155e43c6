package dev.lazymigration.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.docs.MarkdownFile;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeenTextsTest {

    private static final int MANY = 200_000;

    @Test
    void amongManyTextsItKnowsEachThatWasMetAndNoOther() {
        SeenTexts seen = new SeenTexts(SeenTexts.MOST);
        Set<String> exact = new HashSet<>();
        Random random = new Random(1);

        for (int i = 0; i < MANY; i++) {
            String text = "user" + random.nextInt(MANY) + "@example.org";
            assertThat(seen.has(text)).as(text).isEqualTo(exact.contains(text));
            assertThat(seen.add(text)).as(text).isEqualTo(exact.add(text));
        }

        assertThat(exact).allMatch(seen::has);
        assertThat(IntStream.range(0, MANY).mapToObj(i -> "nobody" + i)).noneMatch(seen::has);
    }

    @Test
    void whenItIsFullItStillKnowsWhatItHasAndForgetsTheRest() {
        SeenTexts seen = new SeenTexts(2);

        assertThat(seen.add("a")).isTrue();
        assertThat(seen.isFull()).isFalse();
        assertThat(seen.add("b")).isTrue();
        assertThat(seen.isFull()).isTrue();
        assertThat(seen.add("c")).isTrue();

        assertThat(seen.has("a")).isTrue();
        assertThat(seen.add("b")).isFalse();
        assertThat(seen.has("c")).isFalse();
    }

    @Test
    void theDocumentationSaysHowManyThereAreAtMost() {
        assertThat(MarkdownFile.read("docs/audit.md").text())
                .contains("the first " + SeenTexts.MOST / 1_000_000 + " million");
    }
}
