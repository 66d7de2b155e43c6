package dev.lazymigration.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamesakesTest {

    private static final Namesakes.Rules USUAL = new Namesakes.Rules(false, true);

    private final Namesakes namesakes = new Namesakes(SeenTexts.MOST);

    private Set<FindingCode> meet(String spelling, String email) {
        return meet(spelling, email, USUAL);
    }

    private Set<FindingCode> meet(String spelling, String email, Namesakes.Rules rules) {
        return namesakes.meet(new Namesakes.Names(spelling.toLowerCase(Locale.ROOT), spelling, email), rules);
    }

    @Test
    void differentPeopleHaveNothingInCommon() {
        assertThat(meet("ada", "ada@example.org")).isEmpty();
        assertThat(meet("grace", "grace@example.org")).isEmpty();
        assertThat(meet("radia", null)).isEmpty();
        assertThat(meet("barbara", null)).isEmpty();
    }

    @Test
    void theSameNameIsADuplicateAndAnotherSpellingOfItAClash() {
        meet("Ada", null);

        assertThat(meet("Ada", null)).containsExactly(FindingCode.DUPLICATE_USERNAME);
        assertThat(meet("ADA", null)).containsExactly(FindingCode.USERNAME_CASE_CLASH);
        assertThat(meet("ADA", null))
                .as("that spelling is there by now")
                .containsExactly(FindingCode.DUPLICATE_USERNAME);
    }

    @Test
    void anAddressIsADuplicateUnlessTheRealmAllowsIt() {
        meet("ada", "shared@example.org");

        assertThat(meet("grace", "shared@example.org")).containsExactly(FindingCode.DUPLICATE_EMAIL);
        assertThat(meet("radia", "shared@example.org", new Namesakes.Rules(true, false)))
                .isEmpty();
    }

    @Test
    void aRowThatHasBothInCommonSaysBoth() {
        meet("ada", "ada@example.org");

        assertThat(meet("ada", "ada@example.org"))
                .containsExactlyInAnyOrder(FindingCode.DUPLICATE_USERNAME, FindingCode.DUPLICATE_EMAIL);
    }

    @Test
    void aNameThatIsAnothersAddressIsFoundInEitherOrder() {
        meet("ada@example.org", "ada@work.example.org");
        meet("grace", "grace@example.org");

        assertThat(meet("ada", "ada@example.org")).containsExactly(FindingCode.USERNAME_IS_EMAIL);
        assertThat(meet("grace@example.org", null)).containsExactly(FindingCode.USERNAME_IS_EMAIL);
    }

    @Test
    void aNameThatIsAnothersAddressIsFineWherePeopleLogInByNameAlone() {
        Namesakes.Rules byName = new Namesakes.Rules(false, false);
        meet("ada@example.org", null, byName);

        assertThat(meet("ada", "ada@example.org", byName)).isEmpty();
    }

    @Test
    void whoseNameIsHisOwnAddressIsComparedWithOthersAndOnce() {
        assertThat(meet("ada@example.org", "ada@example.org")).isEmpty();

        assertThat(meet("ada@example.org", "ada@example.org"))
                .as("the name says nothing that the address does not")
                .containsExactly(FindingCode.DUPLICATE_EMAIL);
        assertThat(meet("ada", "ada@example.org")).containsExactly(FindingCode.DUPLICATE_EMAIL);
    }

    @Test
    void anIdIsMetOnce() {
        assertThat(namesakes.meetId("1")).isTrue();
        assertThat(namesakes.meetId("2")).isTrue();
        assertThat(namesakes.meetId("1")).isFalse();
    }
}
