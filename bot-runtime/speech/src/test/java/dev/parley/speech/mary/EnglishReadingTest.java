package dev.parley.speech.mary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishReadingTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      You owe $125.50.                    | You owe one hundred twenty five dollars and fifty cents.
      It is $1,250                        | It is one thousand two hundred fifty dollars
      only $0.99!                         | only ninety nine cents!
      $1.00 or $1.01                      | one dollar or one dollar and one cent
      a credit of -$5.00                  | a credit of minus five dollars
      $3.5 million                        | three point five million dollars
      £20 and €15.30                      | twenty pounds and fifteen euros and thirty cents
      USD 20                              | twenty dollars
      20.00 USD                           | twenty dollars
      Card 4111 1111 1111 1234.           | Card four one one one, one one one one, one one one one, one two three four.
      4111111111111234                    | four one one one, one one one one, one one one one, one two three four
      4111-1111-1111-1234                 | four one one one, one one one one, one one one one, one two three four
      1 2 3 4 5                           | one two three four five
      call 555-123-4567                   | call five five five, one two three, four five six seven
      call (555) 123-4567                 | call five five five, one two three, four five six seven
      ending in 1234                      | ending in one two three four
      ****1234                            | one two three four
      your code is 4711                   | your code is four seven one one
      account number 12345                | account number one two three four five
      0042                                | zero zero four two
      the 16 digit number                 | the 16 digit number
      1,234 points                        | 1,234 points
      3.5 percent                         | 3.5 percent
      on 5/6/2026                         | on May sixth, twenty twenty six
      on 2026-05-06                       | on May sixth, twenty twenty six
      at 3:30 pm                          | at three thirty P M
      at 10:05                            | at ten oh five
      at 12:00                            | at twelve o'clock
      by 9 a.m. today                     | by nine eigh M today
      press # or *                        | press pound or star
      press 1, then #                     | press 1, then pound
      code A1B2                           | code eigh one B two
      ticket QX7-19K                      | ticket Q X seven, one nine K
      your ID and CVV                     | your I D and C V V
      I'm Dr. Lee & you're Mr. Day        | I am Doctor Lee and you're Mister Day
      wait — please                       | wait, please
      mail a@example.com                  | mail a at example dot com
      sixteen-digit                       | sixteen digit
      IT IS FINE                          | I T IS FINE
      COVID-19                            | COVID-19
      Владимир, 你好                      | Vladimir, ni hao
      café Ångström                       | café Ångström
      """)
  void isReadAsCallersShouldHearIt(String written, String spoken) {
    assertThat(EnglishReading.of(written).replaceAll("\\s+", " ")).isEqualTo(spoken);
  }

  @Property(tries = 300)
  void anyTextIsReadWithoutError(@ForAll String written) {
    assertThat(EnglishReading.of(written)).isNotNull();
  }

  @Property(tries = 300)
  void readingTwiceChangesNothingMore(@ForAll("amounts") String written) {
    String once = EnglishReading.of(written);
    assertThat(EnglishReading.of(once)).isEqualTo(once);
  }

  @Provide
  Arbitrary<String> amounts() {
    return Arbitraries.longs().between(0, 99_999_999).map(cents -> String.format(Locale.ROOT, "pay $%d.%02d", cents / 100, cents % 100));
  }
}
