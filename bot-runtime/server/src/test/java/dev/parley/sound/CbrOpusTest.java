package dev.parley.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parley.audio.DtmfTones;
import dev.parley.audio.Pcm;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packets of a real encoder are heard as they were said; whatever else comes is refused with its place. */
final class CbrOpusTest {

  private static final int RATE_HZ = CbrOpus.DECODED.sampleRateHz();

  @ParameterizedTest
  @CsvSource({"20, 80", "20, 128", "10, 128", "60, 300", "5, 40"})
  void whatARealEncoderPacksIsHeardAsItWasSaid(int frameMs, int packetBytes) throws OpusException {
    Pcm said = DtmfTones.keys("147", RATE_HZ, 240, 240);
    byte[] packets = OpusPackets.of(said, frameMs, packetBytes);
    CbrOpus opus = new CbrOpus(0, packetBytes);
    assertThat(opus.ms(packets)).isBetween(said.durationMs(), said.durationMs() + frameMs);
    Pcm heard = Pcm.fromBytes(opus.decode(packets), CbrOpus.DECODED);
    assertThat(heard.durationMs()).isEqualTo(opus.ms(packets));
    for (int i = 0; i < 3; i++) {
      int middle = (i * 480 + 120) * RATE_HZ / 1_000;
      short[] tone = Arrays.copyOfRange(heard.samples(), middle, middle + RATE_HZ / 25);
      assertThat(DtmfTones.keyIn(tone, RATE_HZ)).contains("147".charAt(i));
    }
  }

  @Test
  void thePreambleIsNoSound() throws OpusException {
    byte[] packets = OpusPackets.of(DtmfTones.key('5', RATE_HZ, 400), 20, 80);
    byte[] body = new byte[19 + packets.length];
    System.arraycopy(packets, 0, body, 19, packets.length);
    assertThat(new CbrOpus(19, 80).decode(body)).isEqualTo(new CbrOpus(0, 80).decode(packets));
  }

  @Test
  void whatIsNoWholePacketsIsRefusedByItsSize() {
    CbrOpus opus = new CbrOpus(4, 128);
    assertThatThrownBy(() -> opus.ms(new byte[100])).hasMessageContaining("100 bytes").hasMessageContaining("preamble of 4").hasMessageContaining("packet of 128");
    assertThatThrownBy(() -> opus.ms(new byte[4 + 129])).hasMessageContaining("129 bytes").hasMessageContaining("no whole packets of 128");
  }

  /** A packet of code 3 that says how many frames it has, and has none of them: RFC 6716, 3.2.5. */
  @Test
  void aBrokenPacketIsNamedByItsNumberAndPlace() throws OpusException {
    byte[] packets = OpusPackets.of(Pcm.silence(60, RATE_HZ), 20, 80);
    packets[80] = (byte) 0xFF;
    packets[81] = 0;
    assertThatThrownBy(() -> new CbrOpus(0, 80).decode(packets))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("packet 2, at byte 80");
  }

  @Property(tries = 300)
  void whateverComesIsSoundOrRefused(@ForAll @Size(max = 400) byte[] body, @ForAll @IntRange(min = 1, max = 60) int packet, @ForAll @IntRange(max = 3) int preamble) {
    CbrOpus opus = new CbrOpus(preamble, packet);
    Throwable refused = catchThrowable(() -> assertThat(Pcm.fromBytes(opus.decode(body), CbrOpus.DECODED).durationMs()).isEqualTo(opus.ms(body)));
    assertThat(refused == null || refused instanceof IllegalArgumentException).as("sound, or a refusal: %s", refused).isTrue();
  }
}
