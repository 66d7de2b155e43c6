package dev.lazymigration.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+44 20 7946 0001",
                "020-7946-0001",
                "13800138000",
                "(212) 555-0123",
                "+1.212.555.0123",
                "030/901820",
                "5550123",
                "+123456789012345"
            })
    void digitsWithWhatPeopleWriteBetweenThemAreANumber(String typed) {
        assertThat(PhoneNumber.in(typed)).contains(typed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "123456",
                "1234567890123456",
                "++442079460001",
                "44+2079460001",
                "+44 20 7946 0001 ext 5",
                "ada5550123",
                "555-0123@example.org",
                "5550123-",
                "１３８００１３８０００",
                "f:5550123:5550123"
            })
    void nothingElseIs(String typed) {
        assertThat(PhoneNumber.in(typed)).isEmpty();
    }

    @Test
    void itStaysAsItWasTypedButForTheSpaceAroundIt() {
        assertThat(PhoneNumber.in("  +44 20 7946 0001 ")).contains("+44 20 7946 0001");
    }
}
