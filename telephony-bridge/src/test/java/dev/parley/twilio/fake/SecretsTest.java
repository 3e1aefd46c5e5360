package dev.parley.twilio.fake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretsTest {

  private final Secrets secrets = new Secrets();

  @Test
  void cardThatIsReadBackIsMasked() {
    secrets.told("4111111111111111");

    assertThat(secrets.masked("i have four one one one one one one one one one one one one one one one is that right"))
        .isEqualTo("i have " + "\u2022 ".repeat(16) + "is that right");
  }

  @Test
  void cardThatWasNotHeardQuiteRightlyIsMaskedToo() {
    secrets.told("four one two two three three four four");

    assertThat(secrets.revealedBy("for won to uh two three free for four nine ate one")).isTrue();
  }

  @Test
  void lastFourMayBeSaid() {
    secrets.told("4111111111111111");

    assertThat(secrets.masked("the card ending in 1 1 1 1")).isEqualTo("the card ending in 1 1 1 1");
  }

  @Test
  void shortSecretIsMaskedWhenAllOfItIsSaid() {
    secrets.told("737");

    assertThat(secrets.masked("code seven three seven")).isEqualTo("code \u2022 \u2022 \u2022");
    assertThat(secrets.masked("code 7 3 7 please")).isEqualTo("code \u2022 \u2022 \u2022 please");
    assertThat(secrets.masked("code seven three")).isEqualTo("code seven three");
  }

  @Test
  void otherNumbersStayAsTheyAre() {
    assertThat(secrets.masked("your balance is one two three four five six seven eight nine"))
        .isEqualTo("your balance is one two three four five six seven eight nine");
  }
}
