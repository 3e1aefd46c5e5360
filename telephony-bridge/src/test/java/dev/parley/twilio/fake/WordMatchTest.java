package dev.parley.twilio.fake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordMatchTest {

  @Test
  void wordsMayStandApartButNotInAnotherOrder() {
    assertThat(WordMatch.contains("what is your account or customer number", "account number")).isTrue();
    assertThat(WordMatch.contains("what number is your account", "account number")).isFalse();
  }

  @Test
  void wordsMayBeMisheardALittle() {
    assertThat(WordMatch.contains("your conformation coat is", "confirmation code")).isFalse();
    assertThat(WordMatch.contains("your confirmations code is", "Confirmation code")).isTrue();
    assertThat(WordMatch.contains("please tell me the accounts number", "tell me your account number")).isTrue();
  }

  @Test
  void nothingIsFoundInSilence() {
    assertThat(WordMatch.contains("", "account")).isFalse();
  }
}
